package dev.gleaner.api.schedules.firing;

import dev.gleaner.api.schedules.Coalesce;
import dev.gleaner.api.schedules.Overlap;
import dev.gleaner.api.schedules.ScheduleSpec;
import dev.gleaner.api.schedules.trigger.ReadRules;
import dev.gleaner.api.schedules.trigger.Trigger;
import dev.gleaner.api.schedules.trigger.TriggerReader;
import dev.gleaner.job.RetryPlan;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Makes schedules of which a test says only what it is about. */
public final class Specs {
    private static final JsonMapper JSON = new JsonMapper();

    private final String id;
    private String trigger = "\"* * * * *\"";
    private ZoneId zone = ZoneOffset.UTC;
    private boolean enabled = true;
    private @Nullable Instant start;
    private @Nullable Instant end;
    private Duration jitter = Duration.ZERO;
    private Duration grace = Duration.ofSeconds(300);
    private Coalesce coalesce = Coalesce.LATEST;
    private int mostCoalesced = 100;
    private Overlap overlap = Overlap.SKIP;
    private int maxInstances = 1;
    private int pauseAfterFailures;
    private RetryPlan retries = new RetryPlan(0, Duration.ofSeconds(300));
    private @Nullable String jobName;
    private String work = "{\"articles\":[{\"url\":\"https://a.example/1\"}]}";

    private Specs(String id) {
        this.id = id;
    }

    /** Every minute, one article. */
    public static Specs of(String id) {
        return new Specs(id);
    }

    public Specs trigger(String json) {
        trigger = json;
        return this;
    }

    public Specs zone(String name) {
        zone = ZoneId.of(name);
        return this;
    }

    public Specs disabled() {
        enabled = false;
        return this;
    }

    public Specs between(@Nullable Instant from, @Nullable Instant until) {
        start = from;
        end = until;
        return this;
    }

    public Specs jitter(Duration time) {
        jitter = time;
        return this;
    }

    public Specs grace(Duration time) {
        grace = time;
        return this;
    }

    public Specs coalesce(Coalesce which, int most) {
        coalesce = which;
        mostCoalesced = most;
        return this;
    }

    public Specs overlap(Overlap what, int most) {
        overlap = what;
        maxInstances = most;
        return this;
    }

    public Specs pauseAfterFailures(int failures) {
        pauseAfterFailures = failures;
        return this;
    }

    public Specs retries(int most, Duration delay) {
        retries = new RetryPlan(most, delay);
        return this;
    }

    public Specs jobName(String template) {
        jobName = template;
        return this;
    }

    public Specs work(String json) {
        work = json;
        return this;
    }

    public ScheduleSpec spec() {
        Trigger read = Objects.requireNonNull(
                TriggerReader.read(JSON.readTree(trigger), ReadRules.ofStored(zone, Instant.EPOCH))
                        .orNull());
        return new ScheduleSpec(
                id,
                null,
                null,
                List.of("tag"),
                enabled,
                null,
                read,
                zone,
                start,
                end,
                jitter,
                grace,
                coalesce,
                mostCoalesced,
                overlap,
                maxInstances,
                pauseAfterFailures,
                retries,
                jobName,
                (ObjectNode) JSON.readTree(work));
    }
}

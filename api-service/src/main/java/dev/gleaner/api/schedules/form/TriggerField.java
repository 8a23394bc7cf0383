package dev.gleaner.api.schedules.form;

import dev.gleaner.api.schedules.Schedule;
import dev.gleaner.api.schedules.trigger.Interval;
import dev.gleaner.api.schedules.trigger.ReadRules;
import dev.gleaner.api.schedules.trigger.Trigger;
import dev.gleaner.api.schedules.trigger.TriggerReader;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the trigger of a schedule. One that is stored already is taken whatever the time and the settings are by now. */
final class TriggerField {
    /** What a schedule has whose trigger is none: it is never seen, because a fault is. */
    private static final Trigger NONE = new Interval(Duration.ofDays(1), Instant.EPOCH);

    private final Duration minimum;
    private final InstantSource clock;

    TriggerField(Duration minimum, InstantSource clock) {
        this.minimum = minimum;
        this.clock = clock;
    }

    Trigger read(JsonNode node, ZoneId zone, @Nullable Instant start, ScheduleReader.Asked asked, FormFaults faults) {
        if (FieldReader.isNothing(node)) {
            faults.add("trigger", "is missing; for example {\"type\": \"cron\", \"expression\": \"0 9 * * 1-5\"}");
            return NONE;
        }
        Schedule stored = asked.stored();
        if (stored != null && TriggerReader.write(stored.spec().trigger()).equals(node)) {
            return stored.spec().trigger();
        }
        Instant now = clock.instant();
        Instant anchor = anchor(start, stored, now);
        ReadRules rules = new ReadRules(now, zone, asked.takesOver(), minimum, anchor);
        return switch (TriggerReader.read(node, rules)) {
            case TriggerReader.Result.Read(Trigger trigger) -> trigger;
            case TriggerReader.Result.Refused refused -> {
                refused.faults().forEach(fault -> faults.add(fault.path(), fault.message()));
                yield NONE;
            }
        };
    }

    /** Of an interval that names none: what it had, so that saying the same again changes nothing. */
    private static Instant anchor(@Nullable Instant start, @Nullable Schedule stored, Instant now) {
        if (start != null) {
            return start;
        }
        return stored != null && stored.spec().trigger() instanceof Interval interval
                ? interval.anchor()
                : now.truncatedTo(ChronoUnit.SECONDS);
    }
}

package dev.gleaner.api.schedules.form;

import dev.gleaner.api.schedules.Coalesce;
import dev.gleaner.api.schedules.Overlap;
import dev.gleaner.api.schedules.Schedule;
import dev.gleaner.api.schedules.ScheduleDefaults;
import dev.gleaner.api.schedules.ScheduleSpec;
import dev.gleaner.api.schedules.trigger.Trigger;
import dev.gleaner.api.work.WorkReader;
import dev.gleaner.job.RetryPlan;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a schedule from its JSON form. Fields that are shown only are passed over, so that an answer may be sent back as it is;
 * a field that nobody knows is a fault, because a misspelt option would be missed only after months.
 */
public final class ScheduleReader {
    /** What a schedule may be called, as a pattern of the whole. */
    public static final String ID = "[A-Za-z0-9][A-Za-z0-9_-]{0,63}";

    public static final int LONGEST_NAME = 200;
    public static final int LONGEST_DESCRIPTION = 2_000;
    public static final int LONGEST_NOTE = 500;

    /** Open jobs, retries and failures in a row: more is no limit. */
    public static final int MOST = 1_000;

    /** Words that stand in the place of an id in the paths of the API. */
    private static final List<String> TAKEN =
            List.of("status", "pause", "resume", "export", "import", "apply", "preview");

    private static final Pattern IDS = Pattern.compile(ID);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration YEAR = Duration.ofDays(366);

    private final WorkFields work;
    private final ScheduleDefaults defaults;
    private final TriggerField triggers;

    /** A reader that has the work looked at by another one. */
    public ScheduleReader(WorkReader work, ScheduleDefaults defaults, InstantSource clock) {
        this.work = new WorkFields(work);
        this.defaults = defaults;
        this.triggers = new TriggerField(defaults.minInterval(), clock);
    }

    /**
     * Reads a schedule.
     *
     * @throws InvalidScheduleException if it is none
     */
    public ScheduleSpec read(ObjectNode body, Asked asked) {
        FormFaults faults = new FormFaults();
        FieldReader fields = new FieldReader(body, faults);
        unknown(body, faults);
        id(fields, asked.id(), faults);
        Schedule stored = asked.stored();
        ZoneId zone = fields.zone("time_zone", defaults.zone());
        Instant start = fields.time("start_at", zone);
        Instant end = fields.time("end_at", zone);
        if (start != null && end != null && !end.isAfter(start)) {
            faults.add("end_at", "must be after start_at");
        }
        Coalescing coalescing = Coalescing.read(fields, defaults, faults);
        String jobName = fields.text("job_name", LONGEST_NAME);
        Trigger trigger = triggers.read(fields.node("trigger"), zone, start, asked, faults);
        ObjectNode work =
                this.work.read(body, stored == null ? null : stored.spec().work(), faults);
        boolean enabled = asked.keepsSwitch(fields) ? asked.enabled() : fields.flag("enabled", true);
        ScheduleSpec spec = new ScheduleSpec(
                asked.id(),
                fields.text("name", LONGEST_NAME),
                fields.text("description", LONGEST_DESCRIPTION),
                fields.words("tags"),
                enabled,
                asked.keepsSwitch(fields) ? asked.note() : fields.text("note", LONGEST_NOTE),
                trigger,
                zone,
                start,
                end,
                fields.seconds("jitter", Duration.ZERO, WEEK, Duration.ZERO),
                fields.seconds("misfire_grace_time", SECOND, YEAR, defaults.misfireGraceTime()),
                coalescing.which(),
                coalescing.most(),
                fields.choice("overlap", Overlap.class, defaults.overlap()),
                fields.whole("max_instances", 1, MOST, defaults.maxInstances()),
                fields.whole("pause_after_failures", 0, MOST, 0),
                new RetryPlan(
                        fields.whole("max_retries", 0, MOST, defaults.retries().maxRetries()),
                        fields.seconds(
                                "retry_delay",
                                Duration.ZERO,
                                WEEK,
                                defaults.retries().delay())),
                jobName,
                work);
        faults.throwIfAny();
        return spec;
    }

    /**
     * Reads only when it would be due; what else stands there is not looked at, but for the names.
     *
     * @throws InvalidScheduleException if any of it is wrong
     */
    public Times times(ObjectNode body) {
        FormFaults faults = new FormFaults();
        FieldReader fields = new FieldReader(body, faults);
        unknown(body, faults);
        ZoneId zone = fields.zone("time_zone", defaults.zone());
        Instant start = fields.time("start_at", zone);
        Instant end = fields.time("end_at", zone);
        Trigger trigger = triggers.read(fields.node("trigger"), zone, start, new Asked("", null, true), faults);
        faults.throwIfAny();
        return new Times(trigger, zone, start, end);
    }

    private static void unknown(ObjectNode body, FormFaults faults) {
        for (String name : body.propertyNames()) {
            if (!FormFields.isKnown(name)) {
                String shown = name.length() <= 64 ? name : name.substring(0, 64) + "…";
                faults.add(
                        shown,
                        FormFields.meantBy(name)
                                .map(meant -> "is no field of a schedule; did you mean " + meant + "?")
                                .orElse("is no field of a schedule"));
            }
        }
    }

    private static void id(FieldReader fields, String id, FormFaults faults) {
        JsonNode given = fields.node("id");
        if (!FieldReader.isNothing(given)
                && !(given.isString() && given.asString().equals(id))) {
            faults.add("id", "must be %s, as it is asked for, or be left out".formatted(id));
        }
        if (!IDS.matcher(id).matches()) {
            faults.add("id", "must be 1 to 64 letters, digits, - and _, and not begin with - or _");
        } else if (TAKEN.contains(id)) {
            faults.add("id", "must not be %s, which is a word of the API".formatted(id));
        }
    }

    /**
     * What is known besides the body.
     *
     * @param id of the schedule, whether the body says it or not
     * @param stored what the schedule replaces; null if there is none
     * @param takesOver whether it is one that was a schedule before: times that are over are taken, and the switch is left as it
     *     is where the body says nothing of it
     */
    public record Asked(String id, @Nullable Schedule stored, boolean takesOver) {
        private boolean keepsSwitch(FieldReader fields) {
            return takesOver && stored != null && !fields.has("enabled");
        }

        private boolean enabled() {
            return stored == null || stored.spec().enabled();
        }

        private @Nullable String note() {
            return stored == null ? null : stored.spec().note();
        }
    }

    /** When a schedule would be due. */
    public record Times(
            Trigger trigger,
            ZoneId zone,
            @Nullable Instant start,
            @Nullable Instant end) {}

    /** Which late occurrences fire: {@code "latest"}, {@code "earliest"}, {@code "all"}, or {@code {"all": 20}} with a cap. */
    private record Coalescing(Coalesce which, int most) {
        static Coalescing read(FieldReader fields, ScheduleDefaults defaults, FormFaults faults) {
            JsonNode node = fields.node("coalesce");
            if (!node.isObject()) {
                return new Coalescing(
                        fields.choice("coalesce", Coalesce.class, defaults.coalesce()), defaults.mostCoalesced());
            }
            JsonNode cap = node.path("all");
            if (node.size() != 1
                    || !cap.isIntegralNumber()
                    || !cap.canConvertToInt()
                    || cap.asInt() < 1
                    || cap.asInt() > MOST) {
                faults.add(
                        "coalesce",
                        "must be \"latest\", \"earliest\", \"all\", or {\"all\": N} with N from 1 to " + MOST);
                return new Coalescing(Coalesce.ALL, defaults.mostCoalesced());
            }
            return new Coalescing(Coalesce.ALL, cap.asInt());
        }
    }
}

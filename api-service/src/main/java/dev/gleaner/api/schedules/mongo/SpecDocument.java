package dev.gleaner.api.schedules.mongo;

import dev.gleaner.api.schedules.Coalesce;
import dev.gleaner.api.schedules.Overlap;
import dev.gleaner.api.schedules.ScheduleSpec;
import dev.gleaner.api.schedules.trigger.Once;
import dev.gleaner.api.schedules.trigger.ReadRules;
import dev.gleaner.api.schedules.trigger.Trigger;
import dev.gleaner.api.schedules.trigger.TriggerReader;
import dev.gleaner.job.RetryPlan;
import dev.gleaner.store.mongo.Fields;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How what the owner says of a schedule lies in its document. */
final class SpecDocument {
    private static final JsonMapper JSON = new JsonMapper();

    /** In the place of a trigger that cannot be read; it is never due. */
    private static final Trigger NEVER = new Once(new Once.Moment.Absolute(Instant.EPOCH), true);

    private SpecDocument() {}

    /**
     * All but its id.
     *
     * @param work as it is stored
     */
    static Document of(ScheduleSpec spec, String work) {
        return new Document("name", spec.name())
                .append("description", spec.description())
                .append("tags", spec.tags())
                .append("enabled", spec.enabled())
                .append("note", spec.note())
                .append("trigger", TriggerReader.write(spec.trigger()).toString())
                .append("time_zone", spec.zone().getId())
                .append("start_at", date(spec.startAt()))
                .append("end_at", date(spec.endAt()))
                .append("jitter_ms", spec.jitter().toMillis())
                .append("grace_ms", spec.misfireGraceTime().toMillis())
                .append("coalesce", spec.coalesce().name())
                .append("most_coalesced", spec.mostCoalesced())
                .append("overlap", spec.overlap().name())
                .append("max_instances", spec.maxInstances())
                .append("pause_after_failures", spec.pauseAfterFailures())
                .append("max_retries", spec.retries().maxRetries())
                .append("retry_delay_ms", spec.retries().delay().toMillis())
                .append("job_name", spec.jobName())
                .append("work", work)
                // For those who list schedules by them.
                .append("preset", text(spec.work(), "preset"))
                .append("scraper", text(spec.work(), "scraper"));
    }

    /**
     * What was written.
     *
     * @throws RuntimeException if it cannot be read
     */
    static ScheduleSpec read(Document schedule, ObjectNode work) {
        ZoneId zone = ZoneId.of(Fields.text(schedule, "time_zone"));
        Instant start = Fields.maybeInstant(schedule, "start_at");
        Instant anchor = start == null ? Fields.instant(schedule, "created_at") : start;
        Trigger trigger = TriggerReader.read(
                        JSON.readTree(Fields.text(schedule, "trigger")), ReadRules.ofStored(zone, anchor))
                .orNull();
        if (trigger == null) {
            throw new IllegalStateException("its trigger is none that is known here");
        }
        return new ScheduleSpec(
                Fields.text(schedule, "_id"),
                schedule.getString("name"),
                schedule.getString("description"),
                Fields.texts(schedule, "tags"),
                schedule.getBoolean("enabled", false),
                schedule.getString("note"),
                trigger,
                zone,
                start,
                Fields.maybeInstant(schedule, "end_at"),
                Duration.ofMillis(Fields.big(schedule, "jitter_ms")),
                Duration.ofMillis(Fields.big(schedule, "grace_ms")),
                Coalesce.valueOf(Fields.text(schedule, "coalesce")),
                Fields.number(schedule, "most_coalesced"),
                Overlap.valueOf(Fields.text(schedule, "overlap")),
                Fields.number(schedule, "max_instances"),
                Fields.number(schedule, "pause_after_failures"),
                new RetryPlan(
                        Fields.number(schedule, "max_retries"),
                        Duration.ofMillis(Fields.big(schedule, "retry_delay_ms"))),
                schedule.getString("job_name"),
                work);
    }

    /** What can be shown of one that cannot be read. */
    static ScheduleSpec unreadable(Document schedule, ObjectNode work) {
        return new ScheduleSpec(
                String.valueOf(schedule.get("_id")),
                schedule.get("name") instanceof String name ? name : null,
                null,
                List.of(),
                false,
                null,
                NEVER,
                ZoneOffset.UTC,
                null,
                null,
                Duration.ZERO,
                Duration.ZERO,
                Coalesce.LATEST,
                1,
                Overlap.SKIP,
                1,
                0,
                new RetryPlan(0, Duration.ZERO),
                null,
                work);
    }

    static ObjectNode noWork() {
        return JsonNodeFactory.instance.objectNode();
    }

    static @Nullable Date date(@Nullable Instant time) {
        return time == null ? null : Date.from(time);
    }

    private static @Nullable String text(ObjectNode work, String field) {
        return work.path(field).isString() ? work.path(field).stringValue() : null;
    }
}

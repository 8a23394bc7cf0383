package dev.gleaner.api.schedules.form;

import dev.gleaner.api.schedules.Coalesce;
import dev.gleaner.api.schedules.Schedule;
import dev.gleaner.api.schedules.ScheduleSpec;
import dev.gleaner.api.schedules.trigger.TriggerReader;
import dev.gleaner.api.work.WorkMasks;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes schedules in the form that {@link ScheduleReader} reads. */
public final class ScheduleWriter {
    private final WorkMasks masks;

    public ScheduleWriter(WorkMasks masks) {
        this.masks = masks;
    }

    /** What its owner says of a schedule, with its secrets. */
    public static ObjectNode definition(ScheduleSpec spec) {
        return definition(spec, spec.work());
    }

    /** The same, with a mask for each secret. */
    public ObjectNode shown(ScheduleSpec spec) {
        return definition(spec, masks.masked(spec.work()));
    }

    /** All of a schedule, with a mask for each secret. */
    public ObjectNode shown(Schedule schedule) {
        ObjectNode json = shown(schedule.spec());
        json.put("status", lower(schedule.status()));
        json.put("disabled_reason", schedule.disabledReason());
        json.put("next_run_at", text(schedule.nextRunAt()));
        json.put("next_retry_at", text(schedule.nextRetryAt()));
        json.put("last_run_at", text(schedule.lastRunAt()));
        json.put("last_job_id", schedule.lastJobId());
        json.put(
                "last_outcome",
                schedule.lastOutcome() == null ? null : schedule.lastOutcome().name());
        json.put("failures_in_a_row", schedule.failuresInARow());
        json.put("created_at", text(schedule.createdAt()));
        json.put("updated_at", text(schedule.updatedAt()));
        json.put("revision", schedule.revision());
        return json;
    }

    private static ObjectNode definition(ScheduleSpec spec, ObjectNode work) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", spec.id());
        json.put("name", spec.name());
        json.put("description", spec.description());
        words(json.putArray("tags"), spec.tags());
        json.put("enabled", spec.enabled());
        json.put("note", spec.note());
        json.set("trigger", TriggerReader.write(spec.trigger()));
        json.put("time_zone", spec.zone().getId());
        json.put("start_at", text(spec.startAt()));
        json.put("end_at", text(spec.endAt()));
        json.put("jitter", spec.jitter().toSeconds());
        for (String name : FormFields.WORK) {
            if (work.has(name)) {
                json.set(name, work.get(name).deepCopy());
            }
        }
        json.put("job_name", spec.jobName());
        json.put("max_retries", spec.retries().maxRetries());
        json.put("retry_delay", spec.retries().delay().toSeconds());
        json.put("misfire_grace_time", spec.misfireGraceTime().toSeconds());
        if (spec.coalesce() == Coalesce.ALL) {
            json.putObject("coalesce").put("all", spec.mostCoalesced());
        } else {
            json.put("coalesce", lower(spec.coalesce()));
        }
        json.put("overlap", lower(spec.overlap()));
        json.put("max_instances", spec.maxInstances());
        json.put("pause_after_failures", spec.pauseAfterFailures());
        return json;
    }

    private static void words(ArrayNode array, List<String> words) {
        words.forEach(array::add);
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}

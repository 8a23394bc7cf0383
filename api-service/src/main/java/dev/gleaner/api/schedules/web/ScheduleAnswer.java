package dev.gleaner.api.schedules.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.gleaner.api.schedules.OccurrenceOutcome;
import dev.gleaner.api.schedules.Schedule;
import dev.gleaner.api.schedules.form.ScheduleWriter;
import dev.gleaner.api.schedules.preview.Warnings;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A schedule as it is told, as the API's document shows it. It is written by {@link #of}. */
@Schema(name = "Schedule")
record ScheduleAnswer(
        @JsonUnwrapped ScheduleBody definition,

        @JsonProperty("status")
        @Schema(
                description =
                        "waiting: no job of it has ended; running: one is open; completed, failed: as its last one "
                                + "ended; done: nothing will be due any more",
                allowableValues = {"waiting", "running", "completed", "failed", "disabled", "done"},
                example = "waiting")
        String status,

        @JsonProperty("disabled_reason") @Schema(description = "Why it was disabled by itself") @Nullable
        String disabledReason,

        @JsonProperty("next_run_at") @Nullable Instant nextRunAt,

        @JsonProperty("next_retry_at")
        @Schema(description = "When failed articles of its last job are tried again")
        @Nullable
        Instant nextRetryAt,

        @JsonProperty("last_run_at") @Nullable Instant lastRunAt,

        @JsonProperty("last_job_id") @Schema(example = "job_1f0c3a5b7d9e") @Nullable
        String lastJobId,

        @JsonProperty("last_outcome") @Nullable OccurrenceOutcome lastOutcome,

        @JsonProperty("failures_in_a_row") @Schema(description = "Jobs that failed since the last that completed")
        int failuresInARow,

        @JsonProperty("created_at") Instant createdAt,
        @JsonProperty("updated_at") Instant updatedAt,

        @JsonProperty("revision") @Schema(description = "Rises with each change; the ETag", example = "1")
        long revision,

        @JsonProperty("warnings") @Schema(description = "What is allowed, but hardly meant")
        List<String> warnings) {

    /** A schedule in the form that its {@code PUT} takes, and how it stands. */
    static ObjectNode of(ScheduleWriter writer, Schedule schedule, Instant now) {
        ObjectNode json = writer.shown(schedule);
        var warnings = json.putArray("warnings");
        Warnings.of(schedule.spec(), now).forEach(warnings::add);
        return json;
    }
}

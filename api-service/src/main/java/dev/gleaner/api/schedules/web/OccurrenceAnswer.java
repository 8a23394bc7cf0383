package dev.gleaner.api.schedules.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gleaner.api.schedules.Occurrence;
import dev.gleaner.api.schedules.OccurrenceOutcome;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One time that a schedule was due, as it is told. */
@Schema(name = "Occurrence")
record OccurrenceAnswer(
        @JsonProperty("id") String id,

        @JsonProperty("schedule_id") @Schema(example = "morning-news")
        String scheduleId,

        @JsonProperty("cause")
        @Schema(
                description = "trigger: its time had come; manual: somebody ran it; backfill: of a past range",
                allowableValues = {"trigger", "manual", "backfill"})
        String cause,

        @JsonProperty("due_at") Instant dueAt,
        @JsonProperty("outcome") OccurrenceOutcome outcome,

        @JsonProperty("reason") @Schema(description = "of the outcome, in words")
        String reason,

        @JsonProperty("decided_at") Instant decidedAt,

        @JsonProperty("job_id") @Schema(example = "job_1f0c3a5b7d9e") @Nullable
        String jobId) {

    static OccurrenceAnswer of(Occurrence occurrence) {
        return new OccurrenceAnswer(
                occurrence.id(),
                occurrence.scheduleId(),
                occurrence.cause().name().toLowerCase(Locale.ROOT),
                occurrence.dueAt(),
                occurrence.outcome(),
                occurrence.reason(),
                occurrence.decidedAt(),
                occurrence.jobId());
    }

    /** A page of them, newest first. */
    @Schema(name = "ScheduleHistory")
    record Page(
            @JsonProperty("schedule_id") String scheduleId,
            @JsonProperty("occurrences") List<OccurrenceAnswer> occurrences,

            @JsonProperty("next_cursor") @Schema(description = "of the next page, if there is one") @Nullable
            String nextCursor) {}
}

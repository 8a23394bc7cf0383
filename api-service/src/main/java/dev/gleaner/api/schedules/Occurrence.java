package dev.gleaner.api.schedules;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One time that a schedule was due, and what was decided of it.
 *
 * @param id of the schedule and the time; its insert is the decision
 * @param cause what made it
 * @param dueAt without jitter
 * @param reason of the outcome, in words
 * @param jobId null if it has none
 */
public record Occurrence(
        String id,
        String scheduleId,
        Cause cause,
        Instant dueAt,
        OccurrenceOutcome outcome,
        String reason,
        Instant decidedAt,
        @Nullable String jobId) {
    /** What made an occurrence. */
    public enum Cause {
        TRIGGER,
        /** Somebody asked for it now. */
        MANUAL,
        /** Somebody asked for a past range. */
        BACKFILL
    }
}

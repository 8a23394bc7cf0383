package dev.gleaner.api.schedules;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A schedule and how it stands.
 *
 * @param revision rises with each change that its owner makes
 * @param disabledReason why the platform disabled it; null if it did not
 * @param nextRunAt when the next occurrence fires, with jitter; null if none will
 * @param nextRetryAt when failed articles of its last job are tried again
 * @param lastOutcome of the newest decided occurrence
 * @param failuresInARow jobs that failed since the last that completed
 */
public record Schedule(
        ScheduleSpec spec,
        long revision,
        ScheduleStatus status,
        @Nullable String disabledReason,
        @Nullable Instant nextRunAt,
        @Nullable Instant nextRetryAt,
        @Nullable Instant lastRunAt,
        @Nullable String lastJobId,
        @Nullable OccurrenceOutcome lastOutcome,
        int failuresInARow,
        Instant createdAt,
        Instant updatedAt) {}

package dev.gleaner.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One time that a schedule was due, and what was decided of it.
 *
 * @param cause trigger, manual or backfill
 * @param outcome FIRED, MISSED, COALESCED, SKIPPED_OVERLAP, SKIPPED_PAUSED, SKIPPED_NO_SCRAPER, REPLACED or INVALID
 * @param reason of the outcome, in words
 */
public record Occurrence(
        String id,
        String scheduleId,
        String cause,
        Instant dueAt,
        String outcome,
        String reason,
        Instant decidedAt,
        @Nullable String jobId) {}

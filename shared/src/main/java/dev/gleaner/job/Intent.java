package dev.gleaner.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A submission or a cancel that is under way. It is written before the first step and removed after the last, so that a
 * process that dies between leaves a trace for the sweeper.
 *
 * @param total submitted articles
 * @param idempotencyKey of the submission, if it came with one
 */
public record Intent(
        String jobId,
        Kind kind,
        Instant createdAt,
        int total,
        @Nullable String idempotencyKey) {
    /** What is under way. */
    public enum Kind {
        SUBMIT,
        CANCEL
    }

    /** The id of its document: a job may have one of each kind. */
    public String id() {
        return jobId + ":" + kind;
    }
}

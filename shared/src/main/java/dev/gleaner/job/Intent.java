package dev.gleaner.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something of several steps that is under way. It is written before the first step and removed after the last, so that a
 * process that dies between leaves a trace for the sweeper.
 *
 * @param total submitted articles
 * @param run that the steps open; 1 for all but a retry
 * @param idempotencyKey of the submission, if it came with one
 * @param token of the change that is under way; null for all but a change of how the job is steered
 */
public record Intent(
        String jobId,
        Kind kind,
        Instant createdAt,
        int total,
        int run,
        @Nullable String idempotencyKey,
        @Nullable String token) {
    private static final int FIRST_RUN = 1;

    /** What is under way. */
    public enum Kind {
        SUBMIT,
        CANCEL,
        RETRY,
        PURGE,
        /** A pause, its end, or another priority: the tasks are to be brought in line with the job. */
        STEER
    }

    public static Intent submit(String jobId, Instant createdAt, int total, @Nullable String idempotencyKey) {
        return new Intent(jobId, Kind.SUBMIT, createdAt, total, FIRST_RUN, idempotencyKey, null);
    }

    public static Intent cancel(Job job, Instant createdAt) {
        return new Intent(job.id(), Kind.CANCEL, createdAt, job.total(), job.run(), null, null);
    }

    /** The next run of a job. */
    public static Intent retry(Job job, Instant createdAt) {
        return new Intent(job.id(), Kind.RETRY, createdAt, job.total(), job.run() + 1, null, null);
    }

    public static Intent purge(Job job, Instant createdAt, @Nullable String idempotencyKey) {
        return new Intent(job.id(), Kind.PURGE, createdAt, job.total(), job.run(), idempotencyKey, null);
    }

    /** @param token never used before: two who steer a job at once have an intent each */
    public static Intent steer(Job job, Instant createdAt, String token) {
        return new Intent(job.id(), Kind.STEER, createdAt, job.total(), job.run(), null, token);
    }

    /** The id of its document: a job may have one of each kind, and one for each retry and each change. */
    public String id() {
        return switch (kind) {
            case RETRY -> "%s:%s#%d".formatted(jobId, kind, run);
            case STEER -> "%s:%s#%s".formatted(jobId, kind, token);
            case SUBMIT, CANCEL, PURGE -> jobId + ":" + kind;
        };
    }
}

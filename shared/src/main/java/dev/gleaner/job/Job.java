package dev.gleaner.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job's state and numbers, without the lists of its articles.
 *
 * @param total submitted articles
 * @param newArticles how many of them had to be fetched
 * @param cached how many were there already
 * @param completed ended well, the cached ones among them
 * @param failed ended without an article
 * @param revision rises with every change
 * @param run 1, and one more with each retry of the failed
 * @param label what its submitter calls it
 * @param control how it is steered since
 * @param schedule id of the schedule that it was made for; null if somebody submitted it
 * @param outline what it is about
 */
public record Job(
        String id,
        JobStatus status,
        int total,
        int newArticles,
        int cached,
        int completed,
        int failed,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant completedAt,
        long revision,
        int run,
        JobLabel label,
        JobControl control,
        @Nullable String schedule,
        JobOutline outline) {

    /** A job that somebody submitted, and that is as it was submitted. */
    public Job(
            String id,
            JobStatus status,
            int total,
            int newArticles,
            int cached,
            int completed,
            int failed,
            Instant createdAt,
            Instant updatedAt,
            @Nullable Instant completedAt,
            long revision,
            int run,
            JobLabel label) {
        this(
                id,
                status,
                total,
                newArticles,
                cached,
                completed,
                failed,
                createdAt,
                updatedAt,
                completedAt,
                revision,
                run,
                label,
                JobControl.NONE,
                null,
                JobOutline.NONE);
    }

    /** Articles that have no end yet, or never will because the job was cancelled. */
    public int pending() {
        return total - completed - failed;
    }

    /** Whether nothing more of it is claimed for its sake; a job that has ended is not paused. */
    public boolean paused() {
        return control.pausedAt() != null && !status.ended();
    }
}

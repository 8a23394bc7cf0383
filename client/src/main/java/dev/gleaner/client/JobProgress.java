package dev.gleaner.client;

import java.util.List;
import java.util.Objects;

/**
 * How far a job is.
 *
 * @param completed articles that are there
 * @param failed articles that could not be fetched
 * @param total all articles
 * @param revision rises with every change
 * @param updates the articles that ended since the last news; empty where the state was asked for instead of pushed
 */
public record JobProgress(
        String jobId,
        JobStatus status,
        int completed,
        int failed,
        int total,
        long revision,
        List<ArticleUpdate> updates) {

    public JobProgress {
        updates = List.copyOf(Objects.requireNonNullElse(updates, List.of()));
    }

    static JobProgress of(Job job) {
        return new JobProgress(
                job.jobId(),
                job.status(),
                job.completed(),
                job.failed(),
                job.totalArticles(),
                job.revision(),
                List.of());
    }

    /** Whether nothing more will happen, unless the job is retried. */
    public boolean ended() {
        return status.ended();
    }

    /** How many articles have ended. */
    public int done() {
        return completed + failed;
    }
}

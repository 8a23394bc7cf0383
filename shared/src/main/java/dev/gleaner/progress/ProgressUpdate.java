package dev.gleaner.progress;

import dev.gleaner.article.ArticleStatus;
import dev.gleaner.article.ErrorCode;
import dev.gleaner.job.Job;
import dev.gleaner.job.JobStatus;
import org.jspecify.annotations.Nullable;

/**
 * A step of a job.
 *
 * @param articleId whose end moved the numbers; null when the job itself moved
 * @param status of the job after this step
 * @param revision rises with every step of the job
 * @param paused whether nothing more of the job is claimed for now
 */
public record ProgressUpdate(
        String jobId,
        @Nullable String articleId,
        @Nullable ArticleStatus articleStatus,
        @Nullable ErrorCode errorCode,
        JobStatus status,
        int completed,
        int failed,
        int total,
        long revision,
        boolean paused) {

    /** A step of a job that is not paused. */
    public ProgressUpdate(
            String jobId,
            @Nullable String articleId,
            @Nullable ArticleStatus articleStatus,
            @Nullable ErrorCode errorCode,
            JobStatus status,
            int completed,
            int failed,
            int total,
            long revision) {
        this(jobId, articleId, articleStatus, errorCode, status, completed, failed, total, revision, false);
    }

    /** The state of a job, without an article that moved it. */
    public static ProgressUpdate of(Job job) {
        return new ProgressUpdate(
                job.id(),
                null,
                null,
                null,
                job.status(),
                job.completed(),
                job.failed(),
                job.total(),
                job.revision(),
                job.paused());
    }

    /** The same step told with newer numbers. */
    public ProgressUpdate withNumbersOf(ProgressUpdate newer) {
        return new ProgressUpdate(
                jobId,
                articleId,
                articleStatus,
                errorCode,
                newer.status,
                newer.completed,
                newer.failed,
                newer.total,
                newer.revision,
                newer.paused);
    }
}

package dev.gleaner.api.submission;

import dev.gleaner.job.JobStatus;

/**
 * The answer to a submission.
 *
 * @param replayed whether an earlier submission with the same key is answered
 */
public record Submitted(
        String jobId, JobStatus status, int totalArticles, int newArticles, int cachedArticles, boolean replayed) {}

package dev.gleaner.api.submission;

import dev.gleaner.job.JobStatus;

/**
 * What a submitter is told of an accepted submission.
 *
 * @param replayed whether an earlier submission with the same key is answered
 */
public record Receipt(
        String jobId, JobStatus status, int totalArticles, int newArticles, int cachedArticles, boolean replayed) {}

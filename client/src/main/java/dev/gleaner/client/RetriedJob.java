package dev.gleaner.client;

/**
 * The answer to a retry.
 *
 * @param run the number of the run that has begun
 * @param retriedArticles how many articles are fetched again
 */
public record RetriedJob(String jobId, JobStatus status, int run, int retriedArticles, String message) {}

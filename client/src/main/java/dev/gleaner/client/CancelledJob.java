package dev.gleaner.client;

/**
 * The answer to a cancel or a purge.
 *
 * @param status of the job; after a purge, the last one that it had
 */
public record CancelledJob(String jobId, JobStatus status, String message) {}

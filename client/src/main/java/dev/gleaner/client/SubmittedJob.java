package dev.gleaner.client;

/**
 * The answer to a submission that was accepted: nothing of it is lost from now on.
 *
 * @param newArticles articles that have to be fetched
 * @param cachedArticles articles that were stored already
 * @param replayed whether this is the answer to an earlier request with the same idempotency key
 */
public record SubmittedJob(
        String jobId,
        JobStatus status,
        int totalArticles,
        int newArticles,
        int cachedArticles,
        String message,
        boolean replayed) {

    SubmittedJob replayed(boolean told) {
        return new SubmittedJob(jobId, status, totalArticles, newArticles, cachedArticles, message, told);
    }
}

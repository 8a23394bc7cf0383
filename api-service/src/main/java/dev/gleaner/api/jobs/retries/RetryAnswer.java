package dev.gleaner.api.jobs.retries;

import dev.gleaner.job.Job;

/** What became of a request to run articles again. */
public sealed interface RetryAnswer {
    /**
     * They run again.
     *
     * @param job in its new run
     * @param retried how many articles
     */
    record Retried(Job job, int retried) implements RetryAnswer {}

    /** It has not ended, or another retry was faster. */
    record StillOpen(Job job) implements RetryAnswer {}

    /** No article of it failed that was meant, and none was given up. */
    record NothingToRetry(Job job) implements RetryAnswer {}

    /** There is no such job. */
    record Unknown() implements RetryAnswer {}
}

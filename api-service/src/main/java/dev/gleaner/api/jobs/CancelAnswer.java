package dev.gleaner.api.jobs;

import dev.gleaner.job.Job;

/** What became of a request to cancel. */
public sealed interface CancelAnswer {
    /**
     * It is cancelled.
     *
     * @param removed how many articles were given up
     */
    record Cancelled(Job job, int removed) implements CancelAnswer {}

    /** It had ended before. */
    record AlreadyEnded(Job job) implements CancelAnswer {}

    /** There is no such job. */
    record Unknown() implements CancelAnswer {}
}

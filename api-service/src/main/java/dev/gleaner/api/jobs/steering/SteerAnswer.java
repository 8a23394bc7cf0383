package dev.gleaner.api.jobs.steering;

import dev.gleaner.job.Job;

/** What became of a request to steer a job. */
public sealed interface SteerAnswer {
    /** It is as it was asked to be, by this request or by an earlier one. */
    record Steered(Job job) implements SteerAnswer {}

    /** It has ended, so that nothing of it is left to steer. */
    record AlreadyEnded(Job job) implements SteerAnswer {}

    /** There is no such job. */
    record Unknown() implements SteerAnswer {}
}

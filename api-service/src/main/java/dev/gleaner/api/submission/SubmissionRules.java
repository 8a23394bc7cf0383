package dev.gleaner.api.submission;

import java.time.Duration;

/**
 * Times of a submission.
 *
 * @param timeLimit a submission that has not committed by then gives up
 * @param sweepAfter age at which an intent is taken for left behind
 * @param idempotencyWindow how long a key stands for its first request
 */
public record SubmissionRules(Duration timeLimit, Duration sweepAfter, Duration idempotencyWindow) {
    public SubmissionRules {
        if (timeLimit.isNegative() || timeLimit.isZero()) {
            throw new IllegalArgumentException("SUBMIT_TIMEOUT must be positive, but is " + timeLimit);
        }
    }

    public static SubmissionRules withTimeLimit(Duration timeLimit) {
        return new SubmissionRules(timeLimit, timeLimit.dividedBy(4), Duration.ofHours(24));
    }

    /**
     * Age at which a submission without a job is surely dead. Twice its limit: the process that runs it may be stopped
     * for a while between its last look at the clock and its commit.
     */
    Duration abandonedAfter() {
        return timeLimit.multipliedBy(2);
    }
}

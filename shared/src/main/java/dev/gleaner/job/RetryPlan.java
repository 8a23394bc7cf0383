package dev.gleaner.job;

import java.time.Duration;

/**
 * How often the failed articles of a job are tried again, as further runs of it, without anybody asking.
 *
 * @param maxRetries runs after the first; 0 for none
 * @param delay between the end of a run and the next
 */
public record RetryPlan(int maxRetries, Duration delay) {
    public RetryPlan {
        if (maxRetries < 0 || delay.isNegative()) {
            throw new IllegalArgumentException("%d retries after %s".formatted(maxRetries, delay));
        }
    }

    /** Whether another run follows the end of this one. */
    public boolean retries(Job ended) {
        return ended.status().ended()
                && ended.status() != JobStatus.CANCELLED
                && ended.failed() > 0
                && ended.run() <= maxRetries;
    }
}

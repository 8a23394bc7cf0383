package dev.gleaner.queue;

import java.time.Duration;

/**
 * How the queue hands out work.
 *
 * @param hostMaxConcurrent fetches at a time per host over the whole fleet
 * @param hostDelay least time between two starts on one host; zero for none
 * @param agedMedium age at which the head of the medium list gets one of eight turns
 * @param agedLow the same for the low list
 */
public record QueueRules(int hostMaxConcurrent, Duration hostDelay, Duration agedMedium, Duration agedLow) {
    public QueueRules {
        if (hostMaxConcurrent < 1) {
            throw new IllegalArgumentException("HOST_MAX_CONCURRENT must be at least 1, not " + hostMaxConcurrent);
        }
        if (hostDelay.isNegative()) {
            throw new IllegalArgumentException("HOST_DELAY must not be negative, but is " + hostDelay);
        }
    }

    public static QueueRules defaults() {
        return new QueueRules(4, Duration.ZERO, Duration.ofSeconds(60), Duration.ofSeconds(120));
    }

    public QueueRules withHostMaxConcurrent(int most) {
        return new QueueRules(most, hostDelay, agedMedium, agedLow);
    }
}

package dev.gleaner.consumer.work;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * When a failed attempt is repeated: base × 2^attempt, capped, with full jitter (M. Brooker, "Exponential Backoff And
 * Jitter", AWS Architecture Blog 2015), but not before the time that the server asked for.
 *
 * @param maxRetries retries after the first try
 * @param base of the first retry
 * @param cap longest wait of our own choice
 * @param random of the jitter
 */
public record Backoff(int maxRetries, Duration base, Duration cap, RandomGenerator random) {
    /** A server that asks for more is not waited for longer. */
    private static final Duration LONGEST_ASKED = Duration.ofDays(1);

    public Backoff {
        if (maxRetries < 0) {
            throw new IllegalArgumentException("MAX_RETRY_ATTEMPTS must not be negative, but is " + maxRetries);
        }
        if (base.isNegative() || cap.compareTo(base) < 0) {
            throw new IllegalArgumentException("retry delays of %s to %s make no sense".formatted(base, cap));
        }
    }

    /**
     * The wait before the next attempt; empty if there is none.
     *
     * @param failed attempts that have failed so far, at least 1
     * @param askedFor the wait that the server asked for; null if it asked for none
     */
    Optional<Duration> next(int failed, @Nullable Duration askedFor) {
        if (failed > maxRetries) {
            return Optional.empty();
        }
        long grown = failed > 30 ? cap.toMillis() : Math.min(cap.toMillis(), base.toMillis() << (failed - 1));
        Duration own = Duration.ofMillis(grown <= 0 ? 0 : random.nextLong(grown + 1));
        Duration asked = askedFor == null ? Duration.ZERO : askedFor;
        if (asked.compareTo(LONGEST_ASKED) > 0) {
            asked = LONGEST_ASKED;
        }
        return Optional.of(own.compareTo(asked) > 0 ? own : asked);
    }
}

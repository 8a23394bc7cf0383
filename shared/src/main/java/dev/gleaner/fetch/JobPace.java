package dev.gleaner.fetch;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How carefully a job wants the hosts of its articles to be asked.
 *
 * @param delay least time between the start before and that of one of its fetches, on the same host; null for the fleet's
 * @param mostAtOnce fetches of the host at a time while one of its own runs; null for the fleet's
 */
public record JobPace(@Nullable Duration delay, @Nullable Integer mostAtOnce) {
    /** As the fleet does. */
    public static final JobPace USUAL = new JobPace(null, null);

    /** A delay that may be asked for. */
    public static final Duration LONGEST_DELAY = Duration.ofHours(1);

    /** Fetches at a time that may be asked for. */
    public static final int MOST = 1_000;

    public JobPace {
        if (delay != null && (delay.isNegative() || delay.compareTo(LONGEST_DELAY) > 0)) {
            throw new IllegalArgumentException("The delay must be 0 s to %s, not %s".formatted(LONGEST_DELAY, delay));
        }
        if (mostAtOnce != null && (mostAtOnce < 1 || mostAtOnce > MOST)) {
            throw new IllegalArgumentException("It must be 1 to %d at a time, not %d".formatted(MOST, mostAtOnce));
        }
    }

    public boolean isUsual() {
        return delay == null && mostAtOnce == null;
    }
}

package dev.gleaner.check;

import java.time.Duration;

/**
 * What the stores are held to.
 *
 * @param atRest whether all work is over, so that nothing may be left
 * @param bound how long something may look lost before it counts: the fleet needs that long to repair it
 * @param limit findings of a kind that are listed; further ones are only counted
 */
public record Expectation(boolean atRest, Duration bound, int limit) {
    /**
     * Two audits of 60 s with their second looks of 5 s: a process that leads the first may die before its second look, and
     * a lease of 12 s may have to end before that.
     */
    public static final Duration AUDIT_BOUND = Duration.ofSeconds(150);

    private static final int LIMIT = 1000;

    /** Work may be under way. */
    public static Expectation busy() {
        return new Expectation(false, AUDIT_BOUND, LIMIT);
    }

    /** Nothing may be under way or left. */
    public static Expectation resting() {
        return new Expectation(true, AUDIT_BOUND, LIMIT);
    }

    public Expectation within(Duration time) {
        return new Expectation(atRest, time, limit);
    }
}

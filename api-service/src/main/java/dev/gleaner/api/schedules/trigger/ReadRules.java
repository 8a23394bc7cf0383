package dev.gleaner.api.schedules.trigger;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * What a trigger that somebody hands in has to keep.
 *
 * @param now what has no time after it is over, and refused
 * @param zone of the schedule; it says when a local time is over
 * @param allowPast whether also what is over is taken, as if each said so itself: for what was taken before
 * @param minimum the shortest distance between two times, more than zero
 * @param anchor of an interval that names none: when its schedule starts or was made
 */
public record ReadRules(Instant now, ZoneId zone, boolean allowPast, Duration minimum, Instant anchor) {
    /** The shortest distance that any trigger can have. */
    public static final Duration SHORTEST = Duration.ofSeconds(1);

    public ReadRules {
        if (minimum.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("The minimum must be 1 s or more, not " + minimum);
        }
    }

    /** For a trigger that was taken before, and so is to be read whatever the time and the settings are by now. */
    public static ReadRules ofStored(ZoneId zone, Instant anchor) {
        return new ReadRules(anchor, zone, true, SHORTEST, anchor);
    }
}

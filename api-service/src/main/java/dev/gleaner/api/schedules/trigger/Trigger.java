package dev.gleaner.api.schedules.trigger;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * When something is due. Times are whole seconds and lie in the years 1970 to 2199. Triggers are values: equal ones are due at
 * the same times in every zone.
 */
public sealed interface Trigger permits WallClockTrigger, Interval, Once {
    /** The first time strictly after {@code after}; empty if there is none any more, up to the end of 2199. */
    Optional<Instant> next(Instant after, ZoneId zone);

    /** The last time strictly before {@code before}; empty if there is none, back to the start of 1970. */
    Optional<Instant> previous(Instant before, ZoneId zone);

    /** In words, for example "At 09:00 on Monday to Friday". */
    String words();

    /**
     * What the changes of the zone's clocks from {@code from} to before {@code to} do to it, one sentence each, for example
     * "2026-03-29 02:30 does not exist in Europe/Berlin; it runs at 03:00". At most {@value ClockChangeNotes#MOST}.
     */
    List<String> clockChangeNotes(ZoneId zone, Instant from, Instant to);

    /**
     * The shortest distance between two of its times: exact for an {@link Interval}, for others the shortest among its first
     * {@value WallClockTrigger#GAPS_LOOKED_AT} distances after {@code from}. Empty if it has no two times.
     */
    Optional<Duration> shortestGap(ZoneId zone, Instant from);
}

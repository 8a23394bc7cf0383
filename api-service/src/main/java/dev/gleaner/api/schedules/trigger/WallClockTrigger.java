package dev.gleaner.api.schedules.trigger;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** A trigger by calendar and clock of its zone, so that what the clocks are set to concerns it. */
public sealed interface WallClockTrigger extends Trigger permits Cron, Hourly, Daily, Weekly, Monthly {
    /** So many distances {@link #shortestGap} looks at. */
    int GAPS_LOOKED_AT = 100;

    /** Its times, over all zones. */
    WallClock clock();

    @Override
    default Optional<Instant> next(Instant after, ZoneId zone) {
        return clock().next(after, zone);
    }

    @Override
    default Optional<Instant> previous(Instant before, ZoneId zone) {
        return clock().previous(before, zone);
    }

    @Override
    default List<String> clockChangeNotes(ZoneId zone, Instant from, Instant to) {
        return ClockChangeNotes.of(clock(), zone, from, to);
    }

    @Override
    default Optional<Duration> shortestGap(ZoneId zone, Instant from) {
        return clock().shortestGap(zone, from, GAPS_LOOKED_AT);
    }
}

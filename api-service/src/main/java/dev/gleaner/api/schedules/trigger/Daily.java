package dev.gleaner.api.schedules.trigger;

import java.time.LocalTime;
import java.util.List;

/**
 * Due every day.
 *
 * @param times of day, in order, one at least
 * @param dst what becomes of those that a change of the clocks leaves out
 */
public record Daily(List<LocalTime> times, DaylightSaving dst) implements WallClockTrigger {
    static final Days EVERY_DAY = (year, month) -> MonthShape.of(year, month).all();

    public Daily {
        times = ListedTimes.inOrder(times);
    }

    @Override
    public WallClock clock() {
        return new WallClock(new LocalTimes(EVERY_DAY, new ListedTimes(times)), ClockChange.of(dst));
    }

    @Override
    public String words() {
        return "At %s every day".formatted(Phrases.times(times));
    }
}

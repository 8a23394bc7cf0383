package dev.gleaner.api.schedules.trigger;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;

/**
 * Due on some days of every week.
 *
 * @param days from Monday on, one at least
 * @param times of day, in order, one at least
 * @param dst what becomes of those that a change of the clocks leaves out
 */
public record Weekly(List<DayOfWeek> days, List<LocalTime> times, DaylightSaving dst) implements WallClockTrigger {
    public Weekly {
        if (days.isEmpty()) {
            throw new IllegalArgumentException("There must be a day");
        }
        days = days.stream().distinct().sorted().toList();
        times = ListedTimes.inOrder(times);
    }

    @Override
    public WallClock clock() {
        int mask = days.stream().mapToInt(day -> 1 << MonthShape.cron(day)).sum();
        Days onThem = (year, month) -> MonthShape.of(year, month).weekdays(mask);
        return new WallClock(new LocalTimes(onThem, new ListedTimes(times)), ClockChange.of(dst));
    }

    @Override
    public String words() {
        return "At %s on %s".formatted(Phrases.times(times), Phrases.weekdays(days));
    }
}

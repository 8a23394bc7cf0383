package dev.gleaner.api.schedules.trigger;

import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;

/**
 * Due on some days of every month.
 *
 * @param days in order, 1 to 31, and {@link #LAST} for the last day; one at least
 * @param times of day, in order, one at least
 * @param shortMonths what becomes of days that a month is too short for
 * @param dst what becomes of times that a change of the clocks leaves out
 */
public record Monthly(List<Integer> days, List<LocalTime> times, ShortMonths shortMonths, DaylightSaving dst)
        implements WallClockTrigger {
    /** Stands for the last day of a month, {@code "LAST"} in JSON. */
    public static final int LAST = 32;

    private static final int LONGEST = 31;
    private static final int SHORTEST = 28;

    public Monthly {
        if (days.isEmpty() || days.stream().anyMatch(day -> day < 1 || day > LAST)) {
            throw new IllegalArgumentException("There must be days from 1 to 31, or LAST, not " + days);
        }
        days = days.stream().distinct().sorted().toList();
        times = ListedTimes.inOrder(times);
    }

    @Override
    public WallClock clock() {
        return new WallClock(new LocalTimes(this::in, new ListedTimes(times)), ClockChange.of(dst));
    }

    private int in(int year, int month) {
        MonthShape shape = MonthShape.of(year, month);
        int mask = 0;
        for (int day : days) {
            boolean last = day == LAST || day > shape.length() && shortMonths == ShortMonths.LAST_DAY;
            mask |= shape.dayOrNothing(last ? shape.length() : day);
        }
        return mask;
    }

    @Override
    public String words() {
        List<String> words = new ArrayList<>();
        days.forEach(day -> words.add(day == LAST ? "last day" : Phrases.ordinal(day)));
        boolean tooLong = days.stream().anyMatch(day -> day > SHORTEST && day <= LONGEST);
        String otherwise =
                shortMonths == ShortMonths.SKIP ? ", not in shorter months" : ", in shorter months on the last day";
        return "At %s on the %s of every month%s"
                .formatted(Phrases.times(times), Phrases.list(words), tooLong ? otherwise : "");
    }
}

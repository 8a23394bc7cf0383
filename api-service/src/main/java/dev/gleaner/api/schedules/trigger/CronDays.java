package dev.gleaner.api.schedules.trigger;

import java.util.BitSet;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The days of a cron expression.
 *
 * @param dayOfMonth by the date
 * @param dayOfWeek by the weekday
 * @param either whether one of both is enough, else both must hold
 * @param months bit 1 is January
 * @param years that are named
 */
record CronDays(DayRule dayOfMonth, DayRule dayOfWeek, boolean either, BitSet months, BitSet years) implements Days {
    private static final int MONTHS = 12;
    private static final int ALL_YEARS = LocalTimes.LAST_YEAR - LocalTimes.FIRST_YEAR + 1;

    @Override
    public int in(int year, int month) {
        return months.get(month) && years.get(year) ? days(MonthShape.of(year, month)) : 0;
    }

    private int days(MonthShape month) {
        int byDate = dayOfMonth.in(month);
        int byWeekday = dayOfWeek.in(month);
        return either ? byDate | byWeekday : byDate & byWeekday;
    }

    /** Why there is no such day at all, if so; it names the field. */
    Optional<String> impossible(String dayOfMonthText, String dayOfWeekText) {
        if (isAny(this)) {
            return Optional.empty();
        }
        DayRule none = month -> 0;
        String when = "in " + monthNames() + (years.cardinality() == ALL_YEARS ? "" : " of the years named");
        if (!isAny(new CronDays(dayOfMonth, none, true, months, years))) {
            return Optional.of(
                    "day-of-month: %s does not exist %s, so it is never due".formatted(dayOfMonthText, when));
        }
        if (!isAny(new CronDays(none, dayOfWeek, true, months, years))) {
            return Optional.of("day-of-week: %s does not exist %s, so it is never due".formatted(dayOfWeekText, when));
        }
        return Optional.of("day-of-week: %s never falls on day-of-month %s %s, so it is never due"
                .formatted(dayOfWeekText, dayOfMonthText, when));
    }

    private static boolean isAny(Days days) {
        return IntStream.rangeClosed(LocalTimes.FIRST_YEAR, LocalTimes.LAST_YEAR)
                .anyMatch(year -> IntStream.rangeClosed(1, MONTHS).anyMatch(month -> days.in(year, month) != 0));
    }

    private String monthNames() {
        return months.cardinality() == MONTHS
                ? "any month"
                : Phrases.months(months.stream().boxed().toList());
    }
}

package dev.gleaner.api.schedules.trigger;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/**
 * Days and times of day, without any zone. A search looks at each month once, so at most 2,760 of them.
 *
 * @param days on which
 * @param times at which on each of the days
 */
record LocalTimes(Days days, TimesOfDay times) {
    /** The standard range of years in OCPS 1.2, 4.2. */
    static final int FIRST_YEAR = 1970;

    static final int LAST_YEAR = 2199;

    /** The first moment after those years, in UTC. */
    static final Instant OVER = Instant.parse("2200-01-01T00:00:00Z");

    private static final LocalDateTime START = LocalDate.of(FIRST_YEAR, 1, 1).atStartOfDay();
    private static final LocalDateTime END =
            LocalDate.of(LAST_YEAR, 12, 31).atTime(LocalTime.ofSecondOfDay(TimesOfDay.LAST_SECOND));

    /** The first at or after a time of whole seconds; null if there is none. */
    @Nullable
    LocalDateTime atOrAfter(LocalDateTime when) {
        LocalDateTime from = when.isBefore(START) ? START : when;
        int year = from.getYear();
        int month = from.getMonthValue();
        int today = 1 << from.getDayOfMonth();
        int left = year > LAST_YEAR ? 0 : days.in(year, month) & -today;
        if ((left & today) != 0) {
            int time = times.atOrAfter(from.toLocalTime().toSecondOfDay());
            if (time != TimesOfDay.NONE) {
                return from.toLocalDate().atTime(LocalTime.ofSecondOfDay(time));
            }
            left &= ~today;
        }
        while (left == 0) {
            month = month == 12 ? 1 : month + 1;
            year = month == 1 ? year + 1 : year;
            if (year > LAST_YEAR) {
                return null;
            }
            left = days.in(year, month);
        }
        return at(year, month, Integer.numberOfTrailingZeros(left), times.atOrAfter(TimesOfDay.FIRST_SECOND));
    }

    /** The last at or before a time of whole seconds; null if there is none. */
    @Nullable
    LocalDateTime atOrBefore(LocalDateTime when) {
        LocalDateTime from = when.isAfter(END) ? END : when;
        int year = from.getYear();
        int month = from.getMonthValue();
        int today = 1 << from.getDayOfMonth();
        int left = year < FIRST_YEAR ? 0 : days.in(year, month) & (today | today - 1);
        if ((left & today) != 0) {
            int time = times.atOrBefore(from.toLocalTime().toSecondOfDay());
            if (time != TimesOfDay.NONE) {
                return from.toLocalDate().atTime(LocalTime.ofSecondOfDay(time));
            }
            left &= ~today;
        }
        while (left == 0) {
            month = month == 1 ? 12 : month - 1;
            year = month == 12 ? year - 1 : year;
            if (year < FIRST_YEAR) {
                return null;
            }
            left = days.in(year, month);
        }
        int day = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(left);
        return at(year, month, day, times.atOrBefore(TimesOfDay.LAST_SECOND));
    }

    private static LocalDateTime at(int year, int month, int day, int second) {
        return LocalDate.of(year, month, day).atTime(LocalTime.ofSecondOfDay(second));
    }
}

package dev.gleaner.api.schedules.trigger;

import java.time.DayOfWeek;
import java.time.LocalDate;

/**
 * A month as far as rules of days care: there are 28 shapes in all.
 *
 * @param length days, 28 to 31
 * @param first the weekday of its first day, as in cron: 0 is Sunday
 */
record MonthShape(int length, int first) {
    private static final int WEEK = 7;
    /** Monday to Friday. */
    private static final int WORKDAYS = 0b0111110;
    /** The first four days of every seven, in bits 1, 8, 15, 22, 29. */
    private static final int EVERY_SEVENTH = 1 << 1 | 1 << 8 | 1 << 15 | 1 << 22 | 1 << 29;

    static MonthShape of(int year, int month) {
        LocalDate first = LocalDate.of(year, month, 1);
        return new MonthShape(first.lengthOfMonth(), cron(first.getDayOfWeek()));
    }

    /** A weekday's number in cron. */
    static int cron(DayOfWeek day) {
        return day.getValue() % WEEK;
    }

    /** Every day. */
    int all() {
        // From bit 1 to bit `length`; as long, since bit 31 is the sign.
        return (int) ((1L << (length + 1)) - 2);
    }

    /** The days on these weekdays, given as a mask in which bit 0 is Sunday. */
    int weekdays(int mask) {
        int days = 0;
        for (int weekday = 0; weekday < WEEK; weekday++) {
            if ((mask & 1 << weekday) != 0) {
                days |= EVERY_SEVENTH << (firstOn(weekday) - 1);
            }
        }
        return days & all();
    }

    /** The n-th of a weekday, n from 1; nothing if the month has fewer. */
    int nth(int weekday, int n) {
        return dayOrNothing(firstOn(weekday) + WEEK * (n - 1));
    }

    /** The last of a weekday. */
    int last(int weekday) {
        return Integer.highestOneBit(weekdays(1 << weekday));
    }

    /** So many days before the last one; nothing if the month is shorter. */
    int fromEnd(int days) {
        return dayOrNothing(length - days);
    }

    /** The day from Monday to Friday that is closest to the only day of a mask, inside the month. */
    int closestWorkday(int mask) {
        if (mask == 0) {
            return 0;
        }
        int day = Integer.numberOfTrailingZeros(mask);
        return switch (weekday(day)) {
            case 0 -> 1 << (day == length ? day - 2 : day + 1);
            case 6 -> 1 << (day == 1 ? day + 2 : day - 1);
            default -> mask;
        };
    }

    /** The last day from Monday to Friday. */
    int lastWorkday() {
        return Integer.highestOneBit(weekdays(WORKDAYS));
    }

    int dayOrNothing(int day) {
        return day >= 1 && day <= length ? 1 << day : 0;
    }

    private int firstOn(int weekday) {
        return 1 + Math.floorMod(weekday - first, WEEK);
    }

    private int weekday(int day) {
        return (first + day - 1) % WEEK;
    }
}

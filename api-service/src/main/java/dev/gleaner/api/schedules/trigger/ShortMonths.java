package dev.gleaner.api.schedules.trigger;

import java.util.Locale;

/** What becomes of a day that a month is too short for. */
public enum ShortMonths {
    /** It is not due in that month. */
    SKIP,
    /** It is due on the month's last day. */
    LAST_DAY;

    /** As in JSON: {@code skip} or {@code last_day}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

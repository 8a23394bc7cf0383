package dev.gleaner.api.schedules.trigger;

/** Times of a day, as seconds from 00:00:00 to 23:59:59; one at least. */
interface TimesOfDay {
    int NONE = -1;
    int FIRST_SECOND = 0;
    int LAST_SECOND = 24 * 60 * 60 - 1;

    /** The first at or after a second of the day, or {@link #NONE}. */
    int atOrAfter(int second);

    /** The last at or before a second of the day, or {@link #NONE}. */
    int atOrBefore(int second);
}

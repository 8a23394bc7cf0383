package dev.gleaner.api.schedules.trigger;

import java.util.List;

/** The fields of a cron expression, with the values that OCPS 1.0 (4.2) and 1.2 (4.3) allow. */
enum CronField {
    SECOND("second", 0, 59),
    MINUTE("minute", 0, 59),
    HOUR("hour", 0, 23),
    DAY_OF_MONTH("day-of-month", 1, 31),
    MONTH("month", 1, 12, "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"),
    /** Sunday is 0 and 7. */
    DAY_OF_WEEK("day-of-week", 0, 7, "SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"),
    YEAR("year", LocalTimes.FIRST_YEAR, LocalTimes.LAST_YEAR);

    static final int WEEK = 7;

    private final String label;
    private final int min;
    private final int max;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> names;

    CronField(String label, int min, int max, String... names) {
        this.label = label;
        this.min = min;
        this.max = max;
        this.names = List.of(names);
    }

    /** As people call it. */
    String label() {
        return label;
    }

    int min() {
        return min;
    }

    int max() {
        return max;
    }

    /** The largest of different values: 7 as a weekday is 0 again. */
    int last() {
        return this == DAY_OF_WEEK ? WEEK - 1 : max;
    }

    /** Names of its values, from the smallest on; none for most fields. */
    List<String> names() {
        return names;
    }

    /**
     * Whether a range may run over the end, like 22-2 and FRI-MON. Years do not come again, and since months differ in length,
     * it would be unclear what a step does at their end.
     */
    boolean isCycle() {
        return this != YEAR && this != DAY_OF_MONTH;
    }
}

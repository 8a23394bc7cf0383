package dev.gleaner.api.schedules.trigger;

/** Days of a month by its shape alone, as {@link Days} are. */
@FunctionalInterface
interface DayRule {
    int in(MonthShape month);

    default DayRule or(DayRule other) {
        return month -> in(month) | other.in(month);
    }

    default DayRule and(DayRule other) {
        return month -> in(month) & other.in(month);
    }
}

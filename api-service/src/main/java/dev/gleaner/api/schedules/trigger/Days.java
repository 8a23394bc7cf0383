package dev.gleaner.api.schedules.trigger;

/** Which days of each month. Days of a month are a mask: bit 1 is its first day, bit 31 its thirty-first. */
@FunctionalInterface
interface Days {
    int in(int year, int month);
}

package dev.gleaner.api.schedules.trigger;

import java.util.Locale;

/** What becomes of a time of day that a change of the clocks leaves out. One that comes twice is due the first time only. */
public enum DaylightSaving {
    /** It is due at the first moment after the gap; several of one gap are due there once. */
    RUN_AFTER,
    /** It is not due on that day. */
    SKIP;

    /** As in JSON: {@code run_after} or {@code skip}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

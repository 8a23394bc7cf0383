package dev.gleaner.api.schedules.trigger;

/** What a change of the clocks means to local times. */
enum ClockChange {
    /** Left out: due right after the gap, once. Twice: due the first time. */
    RUN_AFTER,
    /** Left out: not due. Twice: due the first time. */
    SKIP,
    /** Due whenever the clock shows it, since the distance between times matters, not what they are called. */
    FOLLOW;

    static ClockChange of(DaylightSaving dst) {
        return switch (dst) {
            case RUN_AFTER -> RUN_AFTER;
            case SKIP -> SKIP;
        };
    }
}

package dev.gleaner.api.schedules;

/** What was decided of an occurrence. */
public enum OccurrenceOutcome {
    /** It has a job, or will have one in a moment. */
    FIRED,
    /** Nobody could fire it within its grace time. */
    MISSED,
    /** Another late occurrence fired for it. */
    COALESCED,
    /** As many jobs of its schedule were open as there may be. */
    SKIPPED_OVERLAP,
    /** The schedule, or all of them, were paused. */
    SKIPPED_PAUSED,
    /** No consumer has its scraper any more. */
    SKIPPED_NO_SCRAPER,
    /** It fired, and a later one took its place. */
    REPLACED,
    /** Its work could not be made a job. */
    INVALID
}

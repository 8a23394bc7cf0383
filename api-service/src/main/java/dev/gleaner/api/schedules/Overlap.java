package dev.gleaner.api.schedules;

/** What an occurrence does when as many jobs of its schedule are open as there may be. */
public enum Overlap {
    /** It does not fire. */
    SKIP,
    /** It waits until there is room; of those that wait, only the latest. */
    QUEUE_ONE,
    /** It fires, and the oldest open job is cancelled. */
    REPLACE,
    /** It fires. */
    ALLOW
}

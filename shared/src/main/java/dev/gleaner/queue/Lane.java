package dev.gleaner.queue;

/** The three priority lists, best first. */
public enum Lane {
    HIGH,
    MEDIUM,
    LOW;

    /**
     * The lane of a submitted priority: 1 to 3 is high, 4 to 7 medium, 8 to 10 low.
     *
     * @throws IllegalArgumentException outside 1 to 10
     */
    public static Lane ofPriority(int priority) {
        if (priority < 1 || priority > 10) {
            throw new IllegalArgumentException("priority must be 1 to 10, not " + priority);
        }
        return priority <= 3 ? HIGH : priority <= 7 ? MEDIUM : LOW;
    }

    /** The lane of a stored rank, 0 for high. */
    public static Lane ofRank(int rank) {
        return values()[rank];
    }

    /** 0 for high, 1 for medium, 2 for low: the smaller is served first. */
    public int rank() {
        return ordinal();
    }
}

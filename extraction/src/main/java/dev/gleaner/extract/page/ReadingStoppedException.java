package dev.gleaner.extract.page;

/** Ends the reading of a page before its end; the page, or whoever wanted it read, is the reason, never a fault of ours. */
public final class ReadingStoppedException extends RuntimeException {
    private final Reason reason;
    private final String words;

    ReadingStoppedException(Reason reason, String words) {
        super(words, null, false, false); // thrown from loops, far from where it is told
        this.reason = reason;
        this.words = words;
    }

    public Reason reason() {
        return reason;
    }

    /** What happened, for the client to read. */
    public String words() {
        return words;
    }

    /** Why the reading ended. */
    public enum Reason {
        /** The page has more tags, or makes more elements of them, than are read. */
        TOO_MANY_TAGS,
        /** The reading took longer than it may. */
        OUT_OF_TIME,
        /** Whoever asked for it wants it no longer, or has no memory left for it. */
        STOPPED
    }
}

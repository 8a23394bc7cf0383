package dev.gleaner.fetch;

import java.net.UnknownHostException;
import java.time.Duration;

/** A host that could not be looked up a moment ago, or was refused then, and is not asked about again. */
final class KnownFailureException extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    private final Duration left;

    KnownFailureException(Duration left) {
        super("no answer a moment ago");
        this.left = left;
    }

    /** Until it is asked about again. */
    Duration left() {
        return left;
    }
}

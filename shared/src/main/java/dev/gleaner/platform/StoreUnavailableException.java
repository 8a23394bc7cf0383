package dev.gleaner.platform;

import java.time.Duration;

/** A store did not answer in time at the start. */
public final class StoreUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoreUnavailableException(String store, String where, Duration waited, Throwable cause) {
        super("%s at %s did not answer for %d seconds".formatted(store, where, waited.toSeconds()), cause);
    }
}

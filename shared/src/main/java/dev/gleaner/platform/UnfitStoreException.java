package dev.gleaner.platform;

/** A store answers, but cannot be used as it is set up. */
public final class UnfitStoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnfitStoreException(String message) {
        super(message);
    }
}

package dev.gleaner.check;

/** A store cannot be read; whether the promises are kept is not known. */
public final class StoreUnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreUnreadableException(String message, Throwable cause) {
        super(message, cause);
    }
}

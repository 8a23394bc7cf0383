package dev.gleaner.check;

/** A store cannot be read; whether the promises are kept is not known. */
public final class CannotLookException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CannotLookException(String message, Throwable cause) {
        super(message, cause);
    }
}

package dev.gleaner.standalone;

/** A service cannot start, for a reason that the message tells in one line: a taken port, a store that does not answer. */
public final class CannotStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CannotStartException(String message) {
        super(message);
    }

    public CannotStartException(String message, Throwable cause) {
        super(message, cause);
    }
}

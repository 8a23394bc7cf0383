package dev.gleaner.standalone.demo;

/** The demo cannot go on; the message says why, to the person who started it. */
public final class DemoException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String explanation;

    DemoException(String message) {
        super(message);
        this.explanation = message;
    }

    DemoException(String message, Throwable cause) {
        super(message, cause);
        this.explanation = message;
    }

    @Override
    public String getMessage() {
        return explanation;
    }
}

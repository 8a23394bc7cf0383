package dev.gleaner.api.submission.web;

/** A body that is no JSON. */
public final class NotJsonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotJsonException(String message) {
        super(message);
    }
}

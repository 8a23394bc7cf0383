package dev.gleaner.api.schedules.form;

/** A body that is neither JSON nor YAML. */
public final class UnreadableDocumentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableDocumentException(String message) {
        super(message);
    }
}

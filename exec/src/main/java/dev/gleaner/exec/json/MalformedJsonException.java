package dev.gleaner.exec.json;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What should be a JSON object is none, or holds something else than it should. */
public final class MalformedJsonException extends IOException {
    private static final long serialVersionUID = 1L;

    public MalformedJsonException(String message) {
        this(message, null);
    }

    public MalformedJsonException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

package dev.gleaner.cli.call;

import java.io.IOException;

/** Nobody reads standard output any more, as behind {@code head}. */
public final class ClosedPipeException extends IOException {
    private static final long serialVersionUID = 1L;

    ClosedPipeException() {
        super("nobody reads the output any more");
    }
}

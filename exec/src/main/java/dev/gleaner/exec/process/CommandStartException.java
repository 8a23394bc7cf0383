package dev.gleaner.exec.process;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A command that could not be started. Nothing of it runs. */
public final class CommandStartException extends IOException {
    private static final long serialVersionUID = 1;

    private final String program;
    private final String reason;

    CommandStartException(CommandSpec spec, String reason, @Nullable Throwable cause) {
        this(spec.argv().isEmpty() ? "" : spec.argv().getFirst(), reason, cause);
    }

    private CommandStartException(String program, String reason, @Nullable Throwable cause) {
        super("The command %s could not be started: %s".formatted(program, reason), cause);
        this.program = program;
        this.reason = reason;
    }

    /** As the command names it. */
    public String program() {
        return program;
    }

    /** In plain words, without the program's name and a full stop. */
    public String reason() {
        return reason;
    }
}

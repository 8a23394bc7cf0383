package dev.gleaner.exec.record;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file that should be a record cannot be read as one. */
public final class DamagedRecordException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Damage damage;

    DamagedRecordException(Path file, @Nullable Throwable cause) {
        super(file + " " + (cause == null ? "" : cause.getMessage()), cause);
        this.damage =
                new Damage(file, cause == null || cause.getMessage() == null ? "cannot be read" : cause.getMessage());
    }

    public Damage damage() {
        return damage;
    }
}

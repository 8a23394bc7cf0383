package dev.gleaner.embedded.process;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Somebody else works on this data folder, so it must not be opened a second time. */
public final class FolderInUseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param owner the process that works on it, or null if it is not known */
    FolderInUseException(Path folder, @Nullable Long owner) {
        super(folder + " is in use by "
                + (owner != null && owner == ProcessHandle.current().pid() ? "this process already" : "another process")
                + (owner == null ? "" : " (pid " + owner + ")"));
    }
}

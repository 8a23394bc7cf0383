package dev.gleaner.embedded;

import java.nio.file.Path;
import java.util.OptionalLong;

/** Somebody else works on this data folder, so it must not be opened a second time. */
public final class FolderInUseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FolderInUseException(Path folder, OptionalLong owner) {
        super(folder + " is in use by "
                + (owner.isPresent()
                                && owner.getAsLong() == ProcessHandle.current().pid()
                        ? "this process already"
                        : "another process")
                + (owner.isPresent() ? " (pid " + owner.getAsLong() + ")" : ""));
    }
}

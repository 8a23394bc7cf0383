package dev.gleaner.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Ends a child when this JVM is gone, however it went: a small shell waits for the pipe to this JVM to close. Where there
 * is no shell, a killed test run may leave the child behind.
 */
record Watchdog(@Nullable Process shell) implements AutoCloseable {

    private static final Path SHELL = Path.of("/bin/sh");

    static Watchdog over(ProcessHandle child) {
        if (!Files.isExecutable(SHELL)) {
            return new Watchdog(null);
        }
        try {
            return new Watchdog(new ProcessBuilder(
                            SHELL.toString(), "-c", "trap '' INT; cat >/dev/null; kill " + child.pid() + " 2>/dev/null")
                    .start());
        } catch (IOException noShell) {
            return new Watchdog(null);
        }
    }

    /** For a child that is ended in another way: nothing is killed any more. */
    @Override
    public void close() {
        if (shell != null) {
            shell.destroyForcibly();
        }
    }
}

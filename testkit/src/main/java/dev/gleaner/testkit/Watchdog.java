package dev.gleaner.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ends a child when this JVM is gone, however it went, and a paused one too: a small shell waits for the pipe to this JVM
 * to close. Where there is no shell, a killed test run may leave the child behind.
 */
record Watchdog(@Nullable Process shell) implements AutoCloseable {

    private static final Path SHELL = Path.of("/bin/sh");

    static Watchdog over(ProcessHandle child) {
        return start("trap '' INT; cat >/dev/null; kill %1$d 2>/dev/null; kill -CONT %1$d 2>/dev/null"
                .formatted(child.pid()));
    }

    /** The same, and then removes its folder, which nobody else would. */
    static Watchdog over(ProcessHandle child, Path folder) {
        // Bounded: a child that does not end in a minute keeps its folder.
        return start("""
                trap '' INT; cat >/dev/null; kill %1$d 2>/dev/null; kill -CONT %1$d 2>/dev/null
                n=0; while kill -0 %1$d 2>/dev/null && [ $n -lt 60 ]; do sleep 1; n=$((n+1)); done
                kill -0 %1$d 2>/dev/null || rm -rf "$0"
                """.formatted(child.pid()), folder.toString());
    }

    private static Watchdog start(String script, String... arguments) {
        if (!Files.isExecutable(SHELL)) {
            return new Watchdog(null);
        }
        try {
            List<String> command = new ArrayList<>(List.of(SHELL.toString(), "-c", script));
            command.addAll(List.of(arguments));
            return new Watchdog(new ProcessBuilder(command).start());
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

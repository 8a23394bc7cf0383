package dev.gleaner.exec.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A command to run.
 *
 * @param argv the program and its arguments as it is to see them; no shell reads them
 * @param environment all that it sees; a variable with the mark is added
 * @param mark by which its processes are known wherever they go: no other command has the same
 * @param stdout and {@code stderr}: files that what it writes is appended to, as it comes
 * @param mostOutput bytes that are kept of each of the two; the rest is read and thrown away, with a line that says so
 * @param timeout null for none
 * @param mostMemory resident bytes of all its processes together; null for no bound
 * @param stopGrace between the request to end and the end
 */
public record CommandSpec(
        List<String> argv,
        Path workingDirectory,
        Map<String, String> environment,
        String mark,
        Path stdout,
        Path stderr,
        long mostOutput,
        @Nullable Duration timeout,
        @Nullable Long mostMemory,
        Duration stopGrace) {
    public CommandSpec {
        argv = List.copyOf(argv);
        environment = Map.copyOf(environment);
    }
}

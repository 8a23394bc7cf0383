package dev.gleaner.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A shell in a real terminal, which tmux draws: what a person would type and see. */
final class Terminal implements AutoCloseable {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final Path socket;

    private Terminal(Path socket) {
        this.socket = socket;
    }

    /** Skips the test where there is no tmux. */
    static Terminal open(Path folder, Map<String, String> environment) {
        assumeThat(Stream.of("/usr/bin/tmux", "/usr/local/bin/tmux")
                        .map(Path::of)
                        .anyMatch(Files::isExecutable))
                .as("tmux is installed")
                .isTrue();
        Terminal terminal = new Terminal(folder.resolve("tmux"));
        terminal.tmux(environment, "-f", "/dev/null", "new-session", "-d", "-x", "140", "-y", "40", "/bin/bash --norc");
        return terminal;
    }

    /** Types a line and sends it. */
    void enter(String line) {
        type(line);
        key("Enter");
    }

    /** Types without sending. */
    void type(String text) {
        tmux(Map.of(), "send-keys", "-l", "--", text);
    }

    /** Presses a key, such as {@code Tab}. */
    void key(String name) {
        tmux(Map.of(), "send-keys", name);
    }

    /** Empties the screen, so that what comes is all that is seen. */
    void clear() {
        enter("clear");
        await().atMost(LONG)
                .until(() -> screen().lines().filter(line -> !line.isBlank()).count() <= 1);
    }

    /** What is seen. */
    String screen() {
        return tmux(Map.of(), "capture-pane", "-p");
    }

    /** Waits until something is seen. */
    String awaitText(String text) {
        await().atMost(LONG).untilAsserted(() -> assertThat(screen()).contains(text));
        return screen();
    }

    private String tmux(Map<String, String> environment, String... words) {
        List<String> command = new ArrayList<>(List.of("tmux", "-S", socket.toString()));
        command.addAll(List.of(words));
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().putAll(environment);
            builder.environment().remove("TMUX");
            Process process = builder.start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            return said;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    @Override
    public void close() {
        tmux(Map.of(), "kill-server");
        // Whoever removes the folder must not meet what it still writes. Its socket stays, and answers no more.
        await().atMost(LONG).until(() -> tmux(Map.of(), "list-sessions").startsWith("no server running"));
    }
}

package dev.gleaner.exec.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Commands to run in a folder, in the shortest words. */
final class Specs {
    /** What Java can pass on in the locale of these tests. */
    static final String LETTERS = System.getProperty("sun.jnu.encoding").equals("UTF-8") ? "Zürich ✓ 🎉" : "Zurich";

    private final Path folder;
    private final List<String> argv;
    private final Map<String, String> environment = new HashMap<>(Map.of("PATH", System.getenv("PATH")));
    private final String name = UUID.randomUUID().toString();
    private Duration grace = Duration.ofSeconds(10);
    private long mostOutput = 1_000_000;
    private @Nullable Duration timeout = Duration.ofSeconds(60);
    private @Nullable Long mostMemory;

    private Specs(Path folder, List<String> argv) {
        this.folder = folder;
        this.argv = argv;
    }

    static Specs command(Path folder, String... argv) {
        return new Specs(folder, List.of(argv));
    }

    static Specs shell(Path folder, String line, String... arguments) {
        List<String> argv = new ArrayList<>(List.of("sh", "-c", line, "sh"));
        argv.addAll(List.of(arguments));
        return new Specs(folder, argv);
    }

    static Specs python(Path folder, String program, String... arguments) {
        List<String> argv = new ArrayList<>(List.of("python3", "-c", program));
        argv.addAll(List.of(arguments));
        return new Specs(folder, argv);
    }

    Specs grace(Duration of) {
        grace = of;
        return this;
    }

    Specs timeout(Duration of) {
        timeout = of;
        return this;
    }

    Specs mostOutput(long bytes) {
        mostOutput = bytes;
        return this;
    }

    Specs mostMemory(long bytes) {
        mostMemory = bytes;
        return this;
    }

    Specs variable(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Specs without(String variable) {
        environment.remove(variable);
        return this;
    }

    Path stdout() {
        return folder.resolve(name + ".out");
    }

    Path stderr() {
        return folder.resolve(name + ".err");
    }

    CommandSpec spec() {
        return new CommandSpec(
                argv, folder, environment, "test-" + name, stdout(), stderr(), mostOutput, timeout, mostMemory, grace);
    }

    /** Without a control group, as in a container. */
    CommandProcess startUngrouped() throws CommandStartException {
        return CommandProcess.start(spec(), OutputListener.NONE, false, false);
    }

    CommandProcess start() throws CommandStartException {
        return CommandProcess.start(spec(), OutputListener.NONE);
    }

    CommandEnd run() throws CommandStartException, InterruptedException {
        return start().await();
    }
}

package dev.gleaner.system.crash;

import dev.gleaner.system.Client;
import dev.gleaner.system.Fleet;
import dev.gleaner.testkit.JavaProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The process whose points are looked for, or that is to end at one of them. */
final class Victim implements AutoCloseable {
    private static final Duration END = Duration.ofSeconds(20);

    /** Many heartbeats of 1 s, and the time of a call on a machine that has much else to do. */
    private static final Duration LATE = Duration.ofSeconds(10);

    private final Kind kind;
    private final JavaProcess process;
    private final Client client;
    private final Path record;

    private Victim(Kind kind, JavaProcess process, Client client, Path record) {
        this.kind = kind;
        this.process = process;
        this.client = client;
        this.record = record;
    }

    /** The services. */
    enum Kind {
        API,
        CONSUMER
    }

    /**
     * Starts one; it may not answer yet.
     *
     * @param point at which it ends; null to find points
     */
    static Victim start(Fleet fleet, Kind kind, Map<String, String> further, @Nullable String point, int pass) {
        try {
            Path record = Files.createTempFile("crash-points-", ".txt");
            Map<String, String> environment = new HashMap<>(further);
            environment.put(CrashPoints.RECORD, record.toString());
            if (point != null) {
                environment.put(CrashPoints.AT, point);
                environment.put(CrashPoints.PASS, Integer.toString(pass));
            }
            return switch (kind) {
                case API -> {
                    Fleet.Api api = fleet.startApi(environment);
                    yield new Victim(kind, api.process(), api.client(), record);
                }
                case CONSUMER ->
                    new Victim(kind, fleet.startConsumer(environment), new Client("http://nobody"), record);
            };
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    Kind kind() {
        return kind;
    }

    Client client() {
        return client;
    }

    JavaProcess process() {
        return process;
    }

    /** Whether it takes work. */
    boolean isReady() {
        return switch (kind) {
            case API -> answers();
            case CONSUMER -> process.lines().stream().anyMatch(line -> line.contains("Working as"));
        };
    }

    private boolean answers() {
        try {
            return client.get("/health").status() == 200;
        } catch (Client.ConnectionLost notYet) {
            return false;
        }
    }

    boolean isGone() {
        return !process.isAlive();
    }

    /** Whether it ends within the time in which it would have come to what it was about to do. */
    boolean awaitGone() {
        return process.awaitEnd(LATE);
    }

    /** Whether it ended at its point, and not in another way. */
    boolean wasHalted() {
        return process.awaitExit(END) == CrashPoints.HALTED;
    }

    /** The points that it passed, and how often, as far as that is written down. */
    Map<String, Integer> passes() {
        Map<String, Integer> passes = new java.util.LinkedHashMap<>();
        for (String line : lines()) {
            if (!line.startsWith(CrashPoints.HALTED_LINE)) {
                passes.merge(line, 1, Integer::sum);
            }
        }
        return passes;
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(record, StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The last lines that it printed. */
    String tail() {
        List<String> lines = process.lines();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    }

    @Override
    public void close() {
        process.close();
        try {
            Files.deleteIfExists(record);
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }
}

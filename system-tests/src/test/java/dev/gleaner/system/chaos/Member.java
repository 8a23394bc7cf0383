package dev.gleaner.system.chaos;

import dev.gleaner.system.Client;
import dev.gleaner.testkit.FreePorts;
import dev.gleaner.testkit.JavaProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** An API or a consumer of the fleet, under one name over all its lives, with wires of its own to the stores. */
final class Member implements AutoCloseable {
    private static final int LAST_LINES = 30;
    private static final String INCARNATION = "Working as ";

    private final String name;
    private final String command;
    private final Relay mongo;
    private final Relay redis;
    private final Map<String, String> environment = new HashMap<>();
    private final Client client;
    private final List<String> earlierLines = new ArrayList<>();
    private volatile JavaProcess process;

    Member(String name, String command, Relay mongo, Relay redis, Map<String, String> settings) {
        this.name = name;
        this.command = command;
        this.mongo = mongo;
        this.redis = redis;
        int port = FreePorts.next();
        environment.putAll(settings);
        environment.put("MONGO_URL", mongo.url());
        environment.put("REDIS_URL", redis.url());
        environment.put("API_PORT", Integer.toString(port));
        this.client = new Client("http://127.0.0.1:" + port);
        this.process = launch();
    }

    private JavaProcess launch() {
        return JavaProcess.start("dev.gleaner.standalone.Gleaner", environment, command);
    }

    String name() {
        return name;
    }

    boolean isApi() {
        return command.equals("api");
    }

    Client client() {
        return client;
    }

    Relay mongo() {
        return mongo;
    }

    Relay redis() {
        return redis;
    }

    JavaProcess process() {
        return process;
    }

    void kill() {
        process.killHard();
        bury();
    }

    /** Starts it again. */
    void start() {
        process = launch();
    }

    private synchronized void bury() {
        earlierLines.addAll(process.lines());
        process.close();
    }

    /** Under which name it works now; empty before it does. */
    Optional<String> incarnation() {
        List<String> lines = process.lines();
        return lines.reversed().stream()
                .filter(line -> line.contains(INCARNATION))
                .map(line -> line.substring(line.indexOf(INCARNATION) + INCARNATION.length()))
                .findFirst();
    }

    /** Whether an API answers, or a consumer has begun to work. */
    boolean isReady() {
        if (!isApi()) {
            return incarnation().isPresent();
        }
        try {
            return client.get("/health").status() == 200;
        } catch (Client.ConnectionLost notYet) {
            return false;
        }
    }

    /**
     * Returns when it is ready. One that ends while it starts, because a store went away again, is started again, as whoever
     * runs containers does; what it said is printed.
     */
    void awaitReady(Duration atMost) {
        try {
            Awaitility.await(name).atMost(atMost).until(() -> {
                if (!process.isAlive()) {
                    System.out.printf("%s ended while it started:%n%s%n", name, lastLines());
                    bury();
                    start();
                }
                return isReady();
            });
        } catch (ConditionTimeoutException late) {
            throw new AssertionError(
                    "%s is not ready after %s; its last lines:%n%s".formatted(name, atMost, lastLines()), late);
        }
    }

    private String lastLines() {
        List<String> lines = process.lines();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }

    /** Everything that it printed in all its lives. */
    synchronized List<String> lines() {
        List<String> all = new ArrayList<>(earlierLines);
        if (process.isAlive()) {
            all.addAll(process.lines());
        }
        return all;
    }

    @Override
    public void close() {
        process.goOn();
        process.close();
        mongo.close();
        redis.close();
    }

    @Override
    public String toString() {
        return name;
    }
}

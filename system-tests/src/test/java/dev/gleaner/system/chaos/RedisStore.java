package dev.gleaner.system.chaos;

import dev.gleaner.embedded.LocalStores;
import dev.gleaner.embedded.process.LocalStore;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** A redis-server that is killed, loses the end of its file, and is started again on what is left. */
final class RedisStore implements AutoCloseable {
    private final Path folder;
    private volatile LocalStore server;
    private volatile long pid;

    RedisStore(Path folder) {
        this.folder = folder;
        this.server = LocalStores.openRedis(folder);
        this.pid = askPid();
    }

    String url() {
        return server.url();
    }

    String description() {
        return server.description();
    }

    long pid() {
        return pid;
    }

    /** Asks it over a connection of its own, which no relay disturbs. */
    <T> T ask(Function<RedisCommands<String, String>, T> question) {
        RedisClient client = RedisClient.create(server.url());
        try (var connection = client.connect()) {
            return question.apply(connection.sync());
        } finally {
            client.shutdown();
        }
    }

    private long askPid() {
        return ask(redis -> redis.info("server"))
                .lines()
                .filter(line -> line.startsWith("process_id:"))
                .map(line ->
                        Long.parseLong(line.substring("process_id:".length()).strip()))
                .findFirst()
                .orElseThrow();
    }

    /** Kills it; of its append-only file the last bytes are lost, as those that had not reached the disk would be. */
    void kill(int lostBytes) {
        Signals.kill(pid);
        server.close();
        lastFile().ifPresent(file -> cut(file, lostBytes));
    }

    /** Starts it again; it has another address then. */
    void start() {
        server = LocalStores.openRedis(folder);
        pid = askPid();
    }

    private Optional<Path> lastFile() {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".aof"))
                    .filter(file -> !file.getFileName().toString().contains(".base."))
                    .max(Comparator.comparing(Path::toString));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void cut(Path file, int bytes) {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.setLength(Math.max(0, open.length() - bytes));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    @Override
    public void close() {
        Signals.goOn(pid);
        server.close();
    }
}

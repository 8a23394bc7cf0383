package dev.gleaner.embedded;

import dev.gleaner.embedded.mongo.BundledMongo;
import dev.gleaner.embedded.mongo.LocalMongod;
import dev.gleaner.embedded.process.FolderInUseException;
import dev.gleaner.embedded.process.FolderLock;
import dev.gleaner.embedded.process.LocalStore;
import dev.gleaner.embedded.process.PrivateFiles;
import dev.gleaner.embedded.process.Programs;
import dev.gleaner.embedded.process.Secret;
import dev.gleaner.embedded.redis.BundledRedis;
import dev.gleaner.embedded.redis.LocalRedis;
import dev.gleaner.embedded.redis.RedisProgram;
import dev.gleaner.embedded.redis.RedisUsers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts MongoDB and Redis on this machine in the first way that works. All of them listen on 127.0.0.1 only, where every
 * user of the machine can connect; so they ask for a secret.
 */
public final class LocalStores {

    private static final Logger log = LoggerFactory.getLogger(LocalStores.class);

    private static final int MOST_PORTS = 5;

    private LocalStores() {}

    /**
     * MongoDB: {@code mongod} on PATH, else the bundled mongo-java-server. A folder that already holds data of the bundled
     * one stays with it, so that an installation in between does not make the data seem lost.
     *
     * @throws FolderInUseException when another process, or this one, works on the folder
     * @throws StoreUnavailableException when no way works
     */
    public static LocalStore mongo(Path dataDir) {
        return mongo(dataDir, Programs.onPath(), Secret.random());
    }

    /** The same for anybody on this machine: for tests, which stand between a service and its stores. */
    public static LocalStore openMongo(Path dataDir) {
        return mongo(dataDir, Programs.onPath(), Secret.NONE);
    }

    static LocalStore mongo(Path dataDir, Programs programs, Secret secret) {
        DataFolder.prepare(dataDir);
        FolderLock lock = FolderLock.take(dataDir, "mongo");
        List<String> tried = new ArrayList<>();
        try {
            finishRestore(dataDir);
            if (BundledMongo.hasData(dataDir)) {
                return new Locked(BundledMongo.onFile(dataDir, secret), lock);
            }
            LocalStore installed = installedMongo(lock, dataDir, programs, tried);
            return installed != null ? installed : new Locked(BundledMongo.onFile(dataDir, secret), lock);
        } catch (RuntimeException e) {
            lock.close();
            tried.add("bundled mongo-java-server: " + e.getMessage());
            throw new StoreUnavailableException(
                    "MongoDB could not be started on " + dataDir + " (" + String.join("; ", tried)
                            + "). Install mongod or set MONGO_URL.",
                    e);
        }
    }

    private static @Nullable LocalStore installedMongo(
            FolderLock lock, Path dataDir, Programs programs, List<String> tried) {
        Optional<Path> program = programs.find("mongod");
        if (program.isEmpty()) {
            tried.add("mongod is not on PATH");
            return null;
        }
        try {
            LocalMongod.stopOrphan(dataDir);
            return onAnyPort(() -> LocalMongod.start(lock, program.get(), dataDir));
        } catch (IOException e) {
            if (hasFiles(dataDir.resolve(LocalMongod.FOLDER).resolve("journal"))) {
                // Starting empty on something else would look like a loss of all data.
                throw new UncheckedIOException("mongod on PATH: " + e.getMessage(), e);
            }
            log.warn("mongod on PATH ({}) could not be used: {}", program.get(), e.getMessage());
            tried.add("mongod on PATH: " + e.getMessage());
            return null;
        }
    }

    /** A restore that was interrupted is finished before anything is opened, so that nobody sees half of it. */
    private static void finishRestore(Path dataDir) {
        try {
            DataFolder.finish(dataDir);
        } catch (IOException e) {
            throw new UncheckedIOException("an interrupted restore could not be finished: " + e.getMessage(), e);
        }
    }

    private static boolean hasFiles(Path folder) {
        String[] names = folder.toFile().list();
        return names != null && names.length > 0;
    }

    /**
     * Redis: {@code redis-server} 6.2 or newer on PATH, else the bundled one. Each major version has its own folder.
     *
     * @param mostBytes of memory for its data
     * @throws FolderInUseException when another process, or this one, works on the folder
     * @throws StoreUnavailableException when no way works
     */
    public static LocalStore redis(Path dataDir, long mostBytes) {
        return redis(dataDir, Programs.onPath(), RedisUsers.random(), mostBytes);
    }

    /** The same for anybody on this machine, and without a limit: for tests, which stand between a service and its stores. */
    public static LocalStore openRedis(Path dataDir) {
        return redis(dataDir, Programs.onPath(), RedisUsers.ANYBODY, 0);
    }

    static LocalRedis redis(Path dataDir, Programs programs, RedisUsers users, long mostBytes) {
        DataFolder.prepare(dataDir);
        FolderLock lock = FolderLock.take(dataDir, "redis");
        List<String> tried = new ArrayList<>();
        try {
            LocalRedis.stopOrphans(dataDir);
            finishRestore(dataDir);
            Optional<Path> installed = programs.find("redis-server");
            if (installed.isEmpty()) {
                tried.add("redis-server is not on PATH");
            } else {
                LocalRedis store = startRedis(
                        source -> LocalRedis.start(lock, source, dataDir, users, mostBytes),
                        "on PATH",
                        installed::get,
                        tried);
                if (store != null) {
                    return store;
                }
            }
            LocalRedis store = startRedis(
                    source -> LocalRedis.start(lock, source, dataDir, users, mostBytes),
                    "(bundled)",
                    () -> BundledRedis.unpack(dataDir),
                    tried);
            if (store != null) {
                return store;
            }
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw new StoreUnavailableException("Redis could not be started on " + dataDir + ": " + e.getMessage(), e);
        }
        lock.close();
        throw new StoreUnavailableException("Redis could not be started on " + dataDir + " (" + String.join("; ", tried)
                + "). Install redis-server 6.2 or newer, or set REDIS_URL.");
    }

    private static @Nullable LocalRedis startRedis(StartRedis start, String origin, Source source, List<String> tried) {
        try {
            RedisProgram program = RedisProgram.at(source.file(), origin);
            return onAnyPort(() -> start.on(program));
        } catch (IOException e) {
            log.warn("redis-server {} could not be used: {}", origin, e.getMessage());
            tried.add("redis-server " + origin + ": " + e.getMessage());
            return null;
        }
    }

    /** A port that was free when it was chosen may be somebody else's when the server comes to it; then it takes another. */
    private static <T> T onAnyPort(Start<T> start) throws IOException {
        for (int tries = 1; ; tries++) {
            try {
                return start.now();
            } catch (IOException e) {
                String reason = e.getMessage();
                if (tries == MOST_PORTS || reason == null || !reason.contains("Address already in use")) {
                    throw e;
                }
                log.info("The port of a server was taken while it started; it takes another");
            }
        }
    }

    /**
     * The key that secrets in the MongoDB of this folder are encrypted with; made when it is first asked for. It lies beside
     * the data, so that it is backed up and restored together with it, where nobody else can read it.
     *
     * @throws UncheckedIOException when it cannot be read or written
     */
    public static String secretKey(Path dataDir) {
        Path file = dataDir.resolve(BundledMongo.hasData(dataDir) ? BundledMongo.FOLDER : LocalMongod.FOLDER)
                .resolve("secret.key");
        try {
            if (!Files.exists(file)) {
                PrivateFiles.write(file, Secret.random().text() + "\n");
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot use the secret key " + file, e);
        }
    }

    /** A MongoDB in memory, for tests. */
    public static LocalStore inMemoryMongo() {
        return BundledMongo.inMemory();
    }

    private interface Source {
        Path file() throws IOException;
    }

    private interface StartRedis {
        LocalRedis on(RedisProgram program) throws IOException;
    }

    private interface Start<T> {
        T now() throws IOException;
    }

    /** Gives the folder back after the store in it has stopped. */
    private record Locked(LocalStore store, FolderLock lock) implements LocalStore {

        @Override
        public String url() {
            return store.url();
        }

        @Override
        public String description() {
            return store.description();
        }

        @Override
        public void flush() {
            store.flush();
        }

        @Override
        public void close() {
            try (lock) {
                store.close();
            }
        }
    }
}

package dev.gleaner.testkit;

import dev.gleaner.embedded.LocalStores;
import dev.gleaner.embedded.process.LocalStore;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The MongoDB and the Redis of the tests, one of each per JVM. First that works: the address in {@code TEST_MONGO_URL} or
 * {@code TEST_REDIS_URL}; a container, when Docker has the image or {@code TEST_CONTAINERS=on} allows to pull it; an
 * installed program on a folder of its own; the one inside this build. Addresses meant for real use are never read.
 */
public final class TestStores {

    private static final String MONGO_IMAGE = "mongo:8";
    private static final String REDIS_IMAGE = "redis:8-alpine";

    private TestStores() {}

    /** Where a store answers, and one line on what it is. */
    public record Store(String url, String description) {}

    /** A Redis for one test alone, which may empty or kill it. */
    public interface PrivateStore extends AutoCloseable {

        /** Where it answers. */
        String url();

        /** Stops it and removes its data; fine when the test has stopped it already. */
        @Override
        void close();
    }

    /** The MongoDB that all tests of this JVM share. */
    public static Store mongo() {
        return Mongo.STORE;
    }

    /** The Redis that all tests of this JVM share: use keys of your own, and never empty it. */
    public static Store redis() {
        return Redis.STORE;
    }

    /** The name of a database that no other test uses. */
    public static String freshDatabase() {
        return "test_" + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
    }

    /** Starts a Redis for the caller alone. */
    public static PrivateStore startRedis() {
        Started started = Started.on("redis", LocalStores::openRedis);
        return new PrivateStore() {
            @Override
            public String url() {
                return started.store().url();
            }

            @Override
            public void close() {
                started.stop();
            }
        };
    }

    /** Holders, so that each store is started by the first test that asks, and once. */
    private static final class Mongo {
        static final Store STORE =
                choose("MongoDB", "TEST_MONGO_URL", MONGO_IMAGE, "mongodb", 27017, TestStores::localMongo);
    }

    private static final class Redis {
        static final Store STORE = choose(
                "Redis",
                "TEST_REDIS_URL",
                REDIS_IMAGE,
                "redis",
                6379,
                () -> shared(Started.on("redis", LocalStores::openRedis)));
    }

    private static Store choose(
            String name, String variable, String image, String scheme, int port, Supplier<Store> local) {
        List<String> without = new ArrayList<>();
        Store store = given(variable, without);
        if (store == null) {
            store = container(image, scheme, port, without);
        }
        if (store == null) {
            store = local.get();
        }
        System.out.println("Tests use " + name + ": " + store.description()
                + (without.isEmpty() ? "" : " (not usable: " + String.join(", ", without) + ")"));
        return store;
    }

    private static @Nullable Store given(String variable, List<String> without) {
        String url = System.getenv(variable);
        if (url == null || url.isBlank()) {
            without.add(variable + " is not set");
            return null;
        }
        return new Store(url, "as " + variable + " says");
    }

    private static @Nullable Store container(String image, String scheme, int port, List<String> without) {
        boolean demanded = "on".equals(System.getenv("TEST_CONTAINERS"));
        if (!demanded
                && ("off".equals(System.getenv("TEST_CONTAINERS"))
                        || !DockerSocket.ofThisMachine().has(image))) {
            without.add("no container of " + image);
            return null;
        }
        try {
            return Containers.start(image, scheme, port);
        } catch (RuntimeException e) {
            if (demanded) {
                throw e;
            }
            without.add("the container of " + image + " does not start: " + e.getMessage());
            return null;
        }
    }

    /** Embedded means in memory here, unless a mongod is installed. */
    private static Store localMongo() {
        return isOnPath("mongod")
                ? shared(Started.on("mongo", LocalStores::openMongo))
                : shared(Started.inMemory(LocalStores.inMemoryMongo()));
    }

    private static boolean isOnPath(String program) {
        String path = System.getenv("PATH");
        return path != null
                && Stream.of(path.split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static Store shared(Started started) {
        return new Store(started.store().url(), started.store().description());
    }

    /** A store that ends with this JVM, and with it the folder. */
    private static final class Started {

        private final LocalStore store;
        private final @Nullable Path folder;
        private final List<Watchdog> watchdogs;

        Started(LocalStore store, @Nullable Path folder, List<Watchdog> watchdogs) {
            this.store = store;
            this.folder = folder;
            this.watchdogs = watchdogs;
            Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop-" + store.url()));
        }

        static Started inMemory(LocalStore store) {
            return new Started(store, null, List.of());
        }

        static synchronized Started on(String name, Function<Path, LocalStore> start) {
            Path folder = TemporaryFolders.create(name);
            Set<ProcessHandle> before = ProcessHandle.current().children().collect(Collectors.toSet());
            LocalStore store = start.apply(folder);
            List<Watchdog> watchdogs = ProcessHandle.current()
                    .children()
                    .filter(child -> !before.contains(child))
                    .map(child -> Watchdog.over(child, folder))
                    .toList();
            return new Started(store, folder, watchdogs);
        }

        LocalStore store() {
            return store;
        }

        void stop() {
            watchdogs.forEach(Watchdog::close);
            store.close();
            if (folder != null) {
                TemporaryFolders.remove(folder);
            }
        }
    }
}

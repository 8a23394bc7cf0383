package dev.gleaner.system.chaos;

import dev.gleaner.embedded.LocalStores;
import dev.gleaner.embedded.process.LocalStore;
import dev.gleaner.testkit.JavaProcess;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A MongoDB that is killed and started again on its data: mongod when it is on PATH, else that of this build. */
interface MongoStore extends AutoCloseable {
    String url();

    String description();

    long pid();

    void kill();

    /** Starts it again; it has another address then. */
    void start();

    @Override
    void close();

    static MongoStore on(Path folder) {
        String path = System.getenv().getOrDefault("PATH", "");
        boolean installed =
                Stream.of(path.split(File.pathSeparator)).anyMatch(one -> Files.isExecutable(Path.of(one, "mongod")));
        return installed ? new Installed(folder) : new StandIn(folder);
    }

    /** mongod. */
    final class Installed implements MongoStore {
        private final Path folder;
        private volatile LocalStore server;
        private volatile long pid;

        Installed(Path folder) {
            this.folder = folder;
            start();
        }

        @Override
        public String url() {
            return server.url();
        }

        @Override
        public String description() {
            return server.description();
        }

        @Override
        public long pid() {
            return pid;
        }

        @Override
        public void kill() {
            Signals.kill(pid);
            server.close();
        }

        @Override
        public void start() {
            Set<Long> before = children();
            server = LocalStores.openMongo(folder);
            pid = children().stream()
                    .filter(child -> !before.contains(child))
                    .findFirst()
                    .orElseThrow();
        }

        private static Set<Long> children() {
            return ProcessHandle.current()
                    .children()
                    .filter(child -> child.info().command().orElse("").contains("mongod"))
                    .map(ProcessHandle::pid)
                    .collect(Collectors.toSet());
        }

        @Override
        public void close() {
            Signals.goOn(pid);
            server.close();
        }
    }

    /** The stand-in of this build, as a process. */
    final class StandIn implements MongoStore {
        private static final Duration START = Duration.ofSeconds(90);

        private final Path folder;
        private volatile JavaProcess process;
        private volatile String url = "";

        StandIn(Path folder) {
            this.folder = folder;
            this.process = launch();
        }

        private JavaProcess launch() {
            JavaProcess starting = JavaProcess.start(StandInMongo.class, Map.of(), folder.toString());
            url = starting.awaitLine(line -> line.startsWith(StandInMongo.AT), START)
                    .substring(StandInMongo.AT.length());
            return starting;
        }

        @Override
        public String url() {
            return url;
        }

        @Override
        public String description() {
            return "mongo-java-server, a process that answers a write when it is on disk";
        }

        @Override
        public long pid() {
            return process.pid();
        }

        @Override
        public void kill() {
            process.killHard();
            process.close();
        }

        @Override
        public void start() {
            process = launch();
        }

        @Override
        public void close() {
            process.goOn();
            process.close();
        }
    }
}

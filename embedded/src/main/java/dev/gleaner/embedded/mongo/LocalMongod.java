package dev.gleaner.embedded.mongo;

import dev.gleaner.embedded.process.FolderLock;
import dev.gleaner.embedded.process.GroupCommit;
import dev.gleaner.embedded.process.LocalStore;
import dev.gleaner.embedded.process.PrivateFiles;
import dev.gleaner.embedded.process.Secret;
import dev.gleaner.embedded.process.ServerNote;
import dev.gleaner.embedded.process.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An installed mongod as a child of this process. */
public final class LocalMongod implements LocalStore {

    /** Its folder below a data folder. */
    public static final String FOLDER = "mongod";

    private static final Logger log = LoggerFactory.getLogger(LocalMongod.class);

    private final FolderLock lock;
    private final ServerProcess server;
    private final String description;
    private final MongodLink link;
    private final GroupCommit fsync = new GroupCommit(this::force);
    private final AtomicBoolean closed = new AtomicBoolean();

    private LocalMongod(FolderLock lock, ServerProcess server, MongodLink link, String description) {
        this.lock = lock;
        this.server = server;
        this.link = link;
        this.description = description;
    }

    /**
     * Starts the program on its folder below {@code dataDir}. The store then owns the lock and gives it back on close.
     *
     * @throws IOException when the program does not come up
     */
    public static LocalMongod start(FolderLock lock, Path program, Path dataDir) throws IOException {
        Path folder = PrivateFiles.folder(dataDir.resolve(FOLDER)).toRealPath();
        int port = ServerProcess.freePort();
        List<String> command = List.of(
                program.toString(),
                "--dbpath",
                folder.toString(),
                "--bind_ip",
                "127.0.0.1",
                "--port",
                Integer.toString(port));
        ServerProcess server = ServerProcess.start(folder, port, Secret.NONE, command, note -> answers(note.port()));
        return new LocalMongod(
                lock,
                server,
                connected(server),
                "mongod on PATH, port " + port + ", data in " + dataDir.resolve(FOLDER));
    }

    private static MongodLink connected(ServerProcess server) throws IOException {
        try {
            return MongodLink.connect(server.port());
        } catch (IOException gone) {
            server.end();
            throw gone;
        }
    }

    /** Whether a MongoDB is on a port of this machine. */
    public static boolean answers(int port) {
        try (MongodLink mongod = MongodLink.connect(port)) {
            mongod.run("ping");
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Stops a mongod that an earlier process left behind on our folder; any other one is left alone. */
    public static void stopOrphan(Path dataDir) throws IOException {
        Path folder = dataDir.resolve(FOLDER);
        Optional<ServerNote> note = ServerNote.read(folder);
        if (note.isEmpty() || !worksOn(folder.toRealPath(), note.get().port())) {
            return;
        }
        log.info(
                "Stopping mongod (pid {}), left behind on {} by a process that was killed",
                note.get().pid(),
                folder);
        try (MongodLink mongod = MongodLink.connect(note.get().port())) {
            mongod.run("shutdown");
        } catch (IOException goneAsAsked) {
            log.debug("The server closed the connection: {}", goneAsAsked.toString());
        }
        // mongod itself refuses a folder whose owner is still alive, so an unknown pid is no danger.
        if (note.get().pid() != 0 && !ServerProcess.awaitEnd(note.get().pid())) {
            throw new IOException("mongod (pid " + note.get().pid() + ") still runs on " + folder);
        }
        ServerNote.delete(folder);
    }

    /** The answer repeats the arguments with which the server was started. */
    private static boolean worksOn(Path folder, int port) {
        try (MongodLink mongod = MongodLink.connect(port)) {
            return mongod.run("getCmdLineOpts")
                    .getList("argv", String.class, List.of())
                    .contains(folder.toString());
        } catch (IOException nobodyOrNotMongo) {
            return false;
        }
    }

    private void force() {
        try {
            link.run("fsync");
        } catch (IOException e) {
            throw new UncheckedIOException("mongod could not force its files to disk", e);
        }
    }

    @Override
    public String url() {
        return "mongodb://127.0.0.1:" + server.port();
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public void flush() {
        fsync.await();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try (lock;
                    link) {
                server.terminate();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

package dev.gleaner.embedded.mongo;

import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.MongoServer;
import dev.gleaner.embedded.process.LocalStore;
import dev.gleaner.embedded.process.ServerNote;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** mongo-java-server inside this process, in memory or on a file below a data folder. */
public final class BundledMongo implements LocalStore {

    /** Its folder below a data folder. */
    public static final String FOLDER = "mongo-java-server";

    private static final String FILE = "mongo.mv";

    private final MongoServer server;
    private final @Nullable FileCommits commits;
    private final String url;
    private final String description;
    private final AtomicBoolean closed = new AtomicBoolean();

    private BundledMongo(MongoBackend backend, @Nullable FileCommits commits, String where) {
        this.commits = commits;
        this.server = new MongoServer(backend);
        server.bind(new InetSocketAddress("127.0.0.1", 0));
        int port = server.getLocalAddress().getPort();
        this.url = "mongodb://127.0.0.1:" + port;
        this.description = "bundled mongo-java-server, port " + port + ", " + where;
    }

    /** One whose data is gone when it is closed. */
    public static BundledMongo inMemory() {
        return inMemory(new MemoryMongoBackend());
    }

    static BundledMongo inMemory(MemoryMongoBackend backend) {
        return new BundledMongo(backend, null, "in memory");
    }

    /** One whose data is in a file below the data folder. */
    public static BundledMongo onFile(Path dataDir) {
        Path folder = dataDir.resolve(FOLDER);
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        FileMongoBackend backend = FileMongoBackend.open(folder.resolve(FILE));
        BundledMongo store = new BundledMongo(backend, new FileCommits(backend), "data in " + folder);
        store.note(folder);
        return store;
    }

    /** So that another process finds it. Whoever reads the note looks whether the folder is in use, so an old one does no harm. */
    private void note(Path folder) {
        try {
            new ServerNote(
                            server.getLocalAddress().getPort(),
                            ProcessHandle.current().pid())
                    .write(folder);
        } catch (IOException e) {
            close();
            throw new UncheckedIOException(e);
        }
    }

    /** Whether there is such a file. */
    public static boolean hasData(Path dataDir) {
        return dataDir.resolve(FOLDER).resolve(FILE).toFile().exists();
    }

    @Override
    public String url() {
        return url;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public void flush() {
        if (commits != null) {
            commits.flush();
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            if (commits != null) {
                commits.close();
            }
            // Closes the backend too, after the last answer.
            server.shutdownNow();
        }
    }
}

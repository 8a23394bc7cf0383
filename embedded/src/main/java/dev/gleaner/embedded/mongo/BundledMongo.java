package dev.gleaner.embedded.mongo;

import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.MongoServer;
import dev.gleaner.embedded.process.LocalStore;
import dev.gleaner.embedded.process.PrivateFiles;
import dev.gleaner.embedded.process.Secret;
import dev.gleaner.embedded.process.ServerNote;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
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
    private final Secret secret;
    private final String description;
    private final AtomicBoolean closed = new AtomicBoolean();

    private BundledMongo(MongoBackend backend, @Nullable FileCommits commits, Secret secret, String where) {
        this.commits = commits;
        this.secret = secret;
        this.server = new MongoServer(secret.isNone() ? backend : new SecretBackend(backend, secret));
        server.bind(new InetSocketAddress("127.0.0.1", 0));
        int port = server.getLocalAddress().getPort();
        this.description = "bundled mongo-java-server, port " + port + ", " + where;
    }

    /** One whose data is gone when it is closed, and that anybody on this machine may use. */
    public static BundledMongo inMemory() {
        return inMemory(new MemoryMongoBackend());
    }

    static BundledMongo inMemory(MemoryMongoBackend backend) {
        return new BundledMongo(backend, null, Secret.NONE, "in memory");
    }

    /**
     * One whose data is in a file below the data folder.
     *
     * @param secret that it asks for
     */
    public static BundledMongo onFile(Path dataDir, Secret secret) {
        Path folder = PrivateFiles.folder(dataDir.resolve(FOLDER));
        FileMongoBackend backend = FileMongoBackend.open(folder.resolve(FILE));
        BundledMongo store = new BundledMongo(backend, new FileCommits(backend), secret, "data in " + folder);
        store.note(folder);
        return store;
    }

    /** So that another process finds it. Whoever reads the note looks whether the folder is in use, so an old one does no harm. */
    private void note(Path folder) {
        try {
            new ServerNote(
                            server.getLocalAddress().getPort(),
                            ProcessHandle.current().pid(),
                            secret)
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
        return url(server.getLocalAddress().getPort(), secret);
    }

    /** Where clients of the one of a note connect. */
    public static String url(ServerNote note) {
        return url(note.port(), note.secret());
    }

    private static String url(int port, Secret secret) {
        return "mongodb://%s127.0.0.1:%d%s"
                .formatted(secret.userInfo(SecretBackend.USER), port, secret.isNone() ? "" : "/?authMechanism=PLAIN");
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

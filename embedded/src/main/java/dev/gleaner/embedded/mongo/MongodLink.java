package dev.gleaner.embedded.mongo;

import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.ServerAddress;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.gleaner.embedded.process.ServerProcess;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.Document;

/** A connection to a server on this machine, to look after it. */
final class MongodLink implements AutoCloseable {

    private static final int SECONDS = 5;

    private final MongoClient client;

    private MongodLink(MongoClient client) {
        this.client = client;
    }

    /**
     * Connects to the server on a port.
     *
     * @throws IOException when nothing is there; told at once, where the driver would wait for it to come
     */
    static MongodLink connect(int port) throws IOException {
        if (!ServerProcess.isListening(port)) {
            throw new IOException("nothing listens on port " + port);
        }
        return new MongodLink(MongoClients.create(MongoClientSettings.builder()
                .applyToClusterSettings(cluster -> cluster.hosts(List.of(new ServerAddress("127.0.0.1", port)))
                        .serverSelectionTimeout(SECONDS, TimeUnit.SECONDS))
                .applyToSocketSettings(socket ->
                        socket.connectTimeout(SECONDS, TimeUnit.SECONDS).readTimeout(SECONDS, TimeUnit.SECONDS))
                .build()));
    }

    /**
     * Runs {@code {command: 1}} on the database {@code admin}.
     *
     * @throws IOException when the connection breaks or the server answers with an error
     */
    Document run(String command) throws IOException {
        try {
            return client.getDatabase("admin").runCommand(new Document(command, 1));
        } catch (MongoException failed) {
            throw new IOException(failed.getMessage(), failed);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}

package dev.gleaner.standalone.doctor.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.gleaner.standalone.doctor.Finding;
import java.util.concurrent.TimeUnit;
import org.bson.Document;

/** Asks the MongoDB of {@code api} and {@code consumer} for its version. */
public final class MongoCheck {

    private static final String AREA = "mongodb";
    private static final int SECONDS = 3;

    private MongoCheck() {}

    /** @param url a connection string, which may be a wrong one */
    public static Finding of(String url) {
        ConnectionString address;
        try {
            address = new ConnectionString(url);
        } catch (IllegalArgumentException wrong) {
            // Its message may repeat the password.
            return Finding.problem(
                    AREA, "MONGO_URL is no MongoDB connection string", "the form is mongodb://host:port");
        }
        String hosts = String.join(",", address.getHosts());
        MongoClientSettings settings = MongoClientSettings.builder()
                .applyConnectionString(address)
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(SECONDS, TimeUnit.SECONDS))
                .applyToSocketSettings(socket ->
                        socket.connectTimeout(SECONDS, TimeUnit.SECONDS).readTimeout(SECONDS, TimeUnit.SECONDS))
                .build();
        try (MongoClient client = MongoClients.create(settings)) {
            Document built = client.getDatabase("admin").runCommand(new Document("buildInfo", 1));
            return Finding.ok(AREA, "MONGO_URL: %s answers, version %s".formatted(hosts, built.getString("version")));
        } catch (MongoException away) {
            return Finding.problem(
                    AREA,
                    "MONGO_URL: %s does not answer within %d s".formatted(hosts, SECONDS),
                    "start MongoDB, or correct MONGO_URL and its password; `up` does without");
        }
    }
}

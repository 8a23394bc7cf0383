package dev.gleaner.embedded.mongo;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Updates;
import de.bwaldvogel.mongo.MongoServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.bson.Document;
import org.h2.mvstore.MVStoreException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FileMongoBackendTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @AfterEach
    void writeAgain() {
        HeldFiles.fail(null);
    }

    @Test
    void commandsAreAnsweredWhileACommitIsWritten() throws Exception {
        FileMongoBackend backend = open();
        MongoServer server = new MongoServer(backend);
        try (MongoClient client = MongoClients.create(server.bindAndGetConnectionString())) {
            MongoCollection<Document> articles = client.getDatabase("test").getCollection("articles");
            articles.insertOne(new Document("_id", "one").append("n", 1));
            CompletableFuture<Void> commit;
            try (HeldFiles.Hold hold = HeldFiles.hold()) {
                commit = CompletableFuture.runAsync(backend::commit);
                hold.awaitWrite();

                articles.insertOne(new Document("_id", "two"));
                articles.updateOne(eq("_id", "one"), Updates.inc("n", 1));
                assertThat(articles.find(eq("_id", "one")).first()).containsEntry("n", 2);
                assertThat(commit).isNotDone();
            }
            commit.get();
            backend.commit();
        } finally {
            server.shutdownNow();
        }
        MongoServer again = new MongoServer(open());
        try (MongoClient client = MongoClients.create(again.bindAndGetConnectionString())) {
            MongoCollection<Document> articles = client.getDatabase("test").getCollection("articles");
            assertThat(articles.find(eq("_id", "one")).first()).containsEntry("n", 2);
            assertThat(articles.find(eq("_id", "two")).first()).isNotNull();
        } finally {
            again.shutdownNow();
        }
    }

    @Test
    void aCommitThatCannotBeWrittenFailsAndNothingIsAcceptedAfterIt() throws Exception {
        FileMongoBackend backend = open();
        MongoServer server = new MongoServer(backend);
        try (MongoClient client = MongoClients.create(server.bindAndGetConnectionString())) {
            MongoCollection<Document> articles = client.getDatabase("test").getCollection("articles");
            articles.insertOne(new Document("_id", "one"));
            HeldFiles.fail(new IOException("No space left on device"));
            CompletableFuture<Void> commit = CompletableFuture.runAsync(backend::commit);

            assertThatThrownBy(commit::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(MVStoreException.class);
            HeldFiles.fail(null);
            assertThatThrownBy(() -> articles.insertOne(new Document("_id", "two")))
                    .isInstanceOf(MongoException.class);
        } finally {
            server.shutdownNow();
        }
    }

    private FileMongoBackend open() {
        return FileMongoBackend.open(
                Path.of(HeldFiles.name(folder.resolve("store.mv").toString())));
    }
}

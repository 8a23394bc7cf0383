package dev.gleaner.embedded.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoSecurityException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Updates;
import dev.gleaner.embedded.ChildJvm;
import dev.gleaner.embedded.LocalStores;
import dev.gleaner.embedded.process.FolderInUseException;
import dev.gleaner.embedded.process.LocalStore;
import dev.gleaner.embedded.process.Secret;
import dev.gleaner.embedded.process.ServerNote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.bson.Document;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundledMongoTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Tag("slow")
    @Test
    void whatWasFlushedOutlivesAKillInTheMiddleOfWriting() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Set<String> acknowledged = new HashSet<>();
        for (int round = 0; round < 4; round++) {
            try (ChildJvm child = ChildJvm.start(MongoWriter.class, folder)) {
                int lines = 1 + random.nextInt(300);
                for (int i = 0; i < lines; i++) {
                    String line = child.nextLine();
                    assertThat(line)
                            .as("seed %d, round %d, line %d", seed, round, i)
                            .isNotNull();
                    acknowledged.add(line);
                }
                // The kill may have cut the last line.
                child.kill().stream().filter(line -> line.length() == 36).forEach(acknowledged::add);
            }
            try (LocalStore store = BundledMongo.onFile(folder, Secret.random());
                    MongoClient client = MongoClients.create(store.url())) {
                assertThatNothingIsMissing(articles(client), acknowledged, "seed " + seed + ", round " + round);
            }
        }
    }

    private static void assertThatNothingIsMissing(
            MongoCollection<Document> articles, Set<String> acknowledged, String when) {
        List<String> stored = new ArrayList<>();
        for (Document article : articles.find(exists("url_key"))) {
            String id = article.getString("_id");
            stored.add(id);
        }
        assertThat(stored).as(when).containsAll(acknowledged);
        Document counter = articles.find(eq("_id", "counter")).first();
        assertThat(counter).as(when).isNotNull();
        assertThat(counter.getList("written", String.class)).as(when).containsAll(acknowledged);
        for (String id : stored) {
            assertThat(articles.find(and(eq("_id", id), eq("url_key", "u" + id)))
                            .first())
                    .as("%s: the indexes know %s", when, id)
                    .isNotNull();
        }
    }

    @Test
    void aDocumentWrittenAnewManyTimesDoesNotGrowTheFile() throws IOException {
        int size = 500_000;
        try (LocalStore store = BundledMongo.onFile(folder, Secret.random());
                MongoClient client = MongoClients.create(store.url())) {
            MongoCollection<Document> articles = articles(client);
            articles.insertOne(new Document("_id", "big"));
            for (int i = 0; i < 400; i++) {
                byte[] content = new byte[size];
                new Random(i).nextBytes(content);
                articles.updateOne(eq("_id", "big"), Updates.set("content", content));
                articles.insertOne(new Document("_id", i));
                store.flush();
            }
            assertThat(Files.size(file()))
                    .as("200 MB were written, of which half a megabyte is alive")
                    .isLessThan(40L * size);
        }
        // How far it is packed depends on the time that a stop gives itself for it, and on what else the machine does.
        assertThat(Files.size(file())).as("after a clean stop").isLessThan(20L * size);
    }

    @RepeatedTest(2)
    void dataOutlivesACleanStop() {
        try (LocalStore store = BundledMongo.onFile(folder, Secret.random());
                MongoClient client = MongoClients.create(store.url())) {
            articles(client).insertOne(new Document("_id", "kept"));
        }
        try (LocalStore store = BundledMongo.onFile(folder, Secret.random());
                MongoClient client = MongoClients.create(store.url())) {
            assertThat(articles(client).find().into(new ArrayList<>())).containsExactly(new Document("_id", "kept"));
        }
    }

    @Test
    void aFolderInUseIsRefusedWithItsOwner() {
        try (LocalStore store = LocalStores.mongo(folder)) {
            assertThat(store.description()).contains(folder.toString());
            assertThatThrownBy(() -> LocalStores.mongo(folder))
                    .isInstanceOf(FolderInUseException.class)
                    .hasMessageContaining("pid " + ProcessHandle.current().pid());
        }
        LocalStores.mongo(folder).close();
    }

    /** Loopback is open to every user of the machine. */
    @Test
    void whoeverDoesNotKnowTheSecretGetsNothing() {
        try (LocalStore store = LocalStores.mongo(folder);
                MongoClient owner = MongoClients.create(store.url())) {
            articles(owner).insertOne(new Document("_id", "secret"));
            String open = store.url().replaceFirst("//[^@]*@", "//").replaceFirst("\\?.*", "");
            try (MongoClient stranger = MongoClients.create(open)) {
                for (String command :
                        List.of("find", "count", "listCollections", "dropDatabase", "getMore", "shutdown")) {
                    assertThatThrownBy(() -> stranger.getDatabase("test").runCommand(new Document(command, "articles")))
                            .as(command)
                            .isInstanceOfSatisfying(
                                    MongoCommandException.class,
                                    refused ->
                                            assertThat(refused.getErrorCode()).isEqualTo(13));
                }
                assertThatThrownBy(() -> articles(stranger).insertOne(new Document("_id", "mine")))
                        .isInstanceOf(MongoCommandException.class);
            }
            try (MongoClient guesser = MongoClients.create(store.url().replaceFirst(":\\w{64}@", ":wrong@"))) {
                assertThatThrownBy(() -> articles(guesser).find().first()).isInstanceOf(MongoSecurityException.class);
            }
            assertThat(articles(owner).countDocuments()).isEqualTo(1);
        }
    }

    @Test
    void theSecretIsNewWithEachStartAndTheNoteTellsItToItsOwnerAlone() throws IOException {
        List<String> urls = new ArrayList<>();
        for (int start = 0; start < 2; start++) {
            try (LocalStore store = LocalStores.mongo(folder)) {
                Path noted = folder.resolve(BundledMongo.FOLDER);
                urls.add(store.url());
                assertThat(BundledMongo.url(ServerNote.read(noted).orElseThrow()))
                        .isEqualTo(store.url());
                assertThat(Files.getPosixFilePermissions(noted.resolve("server.properties")))
                        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
                assertThat(store.description())
                        .doesNotContain(store.url().split(":")[2].split("@")[0]);
            }
        }
        assertThat(urls.get(0)).isNotEqualTo(urls.get(1));
    }

    private Path file() {
        return folder.resolve(BundledMongo.FOLDER).resolve("mongo.mv");
    }

    private static MongoCollection<Document> articles(MongoClient client) {
        return client.getDatabase("test").getCollection("articles");
    }
}

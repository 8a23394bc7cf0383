package dev.gleaner.embedded.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.nin;
import static com.mongodb.client.model.Filters.nor;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Filters.regex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeyedIndexTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    enum Kind {
        MEMORY(100_000),
        /** Fewer, since the file takes ten times as long to fill. */
        FILE(20_000);

        private final int many;

        Kind(int many) {
            this.many = many;
        }
    }

    @Tag("slow")
    @ParameterizedTest
    @EnumSource
    void everyOperationVisitsOnlyWhatItsKeysName(Kind kind) {
        try (Server server = mended(kind)) {
            MongoCollection<Document> tasks = server.collection();
            tasks.createIndex(Indexes.ascending("url_key"), new IndexOptions().unique(true));
            fill(tasks, kind.many);

            assertThat(server.visits(() -> tasks.find(and(eq("_id", "a77"), in("state", "NEW", "DONE")))
                            .first()))
                    .isEqualTo(1);
            assertThat(server.visits(() -> tasks.find(and(eq("url_key", "u77"), ne("state", "DONE")))
                            .first()))
                    .isEqualTo(1);
            assertThat(server.visits(() -> tasks.find(and(in("_id", "a1", "a2", "none", "a2"), eq("state", "NEW")))
                            .into(new ArrayList<>())))
                    .isEqualTo(2);
            assertThat(server.visits(
                            () -> tasks.updateOne(and(eq("_id", "a5"), eq("state", "NEW")), Updates.set("n", 1))))
                    .isEqualTo(1);
            assertThat(server.visits(() ->
                            tasks.updateMany(and(in("url_key", "u5", "u6"), eq("state", "NEW")), Updates.set("n", 1))))
                    .isEqualTo(2);
            assertThat(server.visits(() ->
                            tasks.findOneAndUpdate(and(eq("_id", "a5"), eq("state", "DONE")), Updates.set("n", 1))))
                    .isEqualTo(1);
            assertThat(server.visits(() -> tasks.deleteOne(and(eq("_id", "a5"), eq("state", "NEW")))))
                    .isEqualTo(1);
            assertThat(server.visits(() -> tasks.bulkWrite(joins(500, 1_500), new BulkWriteOptions().ordered(false))))
                    .isEqualTo(1_000);
            assertThat(server.visits(() -> tasks.find(eq("state", "NONE")).into(new ArrayList<>())))
                    .as("the control: a filter without a key visits everything")
                    .isEqualTo(kind.many - 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anUpsertWhoseDocumentExistsButDoesNotMatchIsADuplicateKey(Kind kind) {
        try (Server server = mended(kind)) {
            MongoCollection<Document> tasks = server.collection();
            tasks.insertOne(new Document("_id", "x").append("state", "DONE"));
            Bson filter = and(eq("_id", "x"), in("state", "NEW", "RUNNING"));
            UpdateOptions upsert = new UpdateOptions().upsert(true);

            assertThatThrownBy(() -> tasks.updateOne(filter, Updates.set("n", 1), upsert))
                    .isInstanceOfSatisfying(
                            MongoWriteException.class,
                            e -> assertThat(e.getError().getCode()).isEqualTo(11000));
            assertThatThrownBy(() -> tasks.bulkWrite(
                            List.of(
                                    new UpdateOneModel<>(filter, Updates.set("n", 1), upsert),
                                    new UpdateOneModel<>(eq("_id", "y"), Updates.set("n", 1), upsert)),
                            new BulkWriteOptions().ordered(false)))
                    .isInstanceOfSatisfying(MongoBulkWriteException.class, e -> {
                        assertThat(e.getWriteErrors()).singleElement().satisfies(error -> {
                            assertThat(error.getCode()).isEqualTo(11000);
                            assertThat(error.getIndex()).isZero();
                        });
                        assertThat(e.getWriteResult().getUpserts()).hasSize(1);
                    });
            assertThat(tasks.find().into(new ArrayList<>()))
                    .containsExactlyInAnyOrder(
                            new Document("_id", "x").append("state", "DONE"), new Document("_id", "y").append("n", 1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void answersAreThoseOfTheUnmendedStore(Kind kind) {
        try (Server mended = mended(kind);
                Server plain = plain(kind)) {
            for (Server server : List.of(mended, plain)) {
                server.collection()
                        .createIndex(
                                Indexes.ascending("url_key"),
                                new IndexOptions().unique(true).sparse(true));
                server.collection().insertMany(oddDocuments());
            }
            for (Bson filter : filters()) {
                assertThat(mended.collection().find(filter).into(new ArrayList<>()))
                        .as("find %s", filter.toBsonDocument())
                        .containsExactlyInAnyOrderElementsOf(
                                plain.collection().find(filter).into(new ArrayList<>()));
                assertThat(mended.collection().countDocuments(filter))
                        .as("count %s", filter.toBsonDocument())
                        .isEqualTo(plain.collection().countDocuments(filter));
                assertThat(mended.collection().updateMany(filter, Updates.inc("touched", 1)))
                        .as("update %s", filter.toBsonDocument())
                        .isEqualTo(plain.collection().updateMany(filter, Updates.inc("touched", 1)));
            }
            assertThat(mended.collection().find().into(new ArrayList<>()))
                    .containsExactlyInAnyOrderElementsOf(
                            plain.collection().find().into(new ArrayList<>()));
            for (Bson filter : filters()) {
                assertThat(mended.collection().deleteMany(filter))
                        .as("delete %s", filter.toBsonDocument())
                        .isEqualTo(plain.collection().deleteMany(filter));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatAnUpdateAnswersIsNotChangedByTheNextOne(Kind kind) {
        try (Server server = mended(kind)) {
            MongoCollection<Document> tasks = server.collection();
            FindOneAndUpdateOptions after =
                    new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER);
            for (int n = 1; n <= 3; n++) {
                assertThat(tasks.findOneAndUpdate(eq("_id", "x"), Updates.inc("n", 1), after))
                        .isEqualTo(new Document("_id", "x").append("n", n));
            }
            tasks.updateOne(eq("_id", "x"), Updates.combine(Updates.unset("n"), Updates.set("m", 1)));
            assertThat(tasks.find().into(new ArrayList<>())).containsExactly(new Document("_id", "x").append("m", 1));
        }
    }

    private static List<Bson> filters() {
        return List.of(
                and(eq("_id", null), eq("state", "NEW")),
                and(in("_id", "a", "a", "b", "none"), eq("state", "NEW")),
                and(in("_id", "a", null), exists("state")),
                and(in("_id", List.of()), eq("state", "NEW")),
                and(eq("url_key", null), eq("state", "NEW")),
                and(eq("url_key", "shared"), exists("_id")),
                and(in("url_key", "one", "two"), exists("state")),
                and(in("url_key", Arrays.asList("one", null)), exists("state")),
                new Document("$and", List.of(new Document("_id", "a"), new Document("state", "NEW"))),
                new Document(
                        "$and",
                        List.of(
                                new Document(
                                        "$and", List.of(new Document("_id", new Document("$in", List.of("a", "b"))))),
                                new Document("n", new Document("$gt", 1)))),
                new Document("_id", "a").append("$and", List.of(new Document("_id", "b"))),
                or(eq("_id", "a"), eq("state", "DONE")),
                and(or(eq("_id", "a"), eq("_id", "b")), eq("state", "NEW")),
                nor(eq("_id", "a"), eq("state", "NEW")),
                and(ne("_id", "a"), eq("state", "NEW")),
                and(nin("_id", "a", "b"), eq("state", "NEW")),
                and(regex("_id", "^[ab]$"), eq("state", "NEW")),
                new Document("_id", new Document("$in", List.of("a", "b", "c")).append("$ne", "b"))
                        .append("n", new Document("$lt", 9)),
                new Document("_id", new Document("$in", List.of("a", "b")).append("$gt", "a")),
                new Document("_id", new Document("$eq", "a")),
                new Document("_id", new Document("$gt", "a")).append("state", "NEW"),
                and(eq("_id", 7), exists("n")),
                and(eq("_id", 7L), exists("n")),
                and(eq("_id", 7.0), exists("n")),
                and(in("_id", 7, "7", true), exists("n")),
                and(eq("_id", new Document("k", 1)), eq("state", "NEW")),
                and(in("_id", List.of(new Document("k", 1), "a")), eq("state", "NEW")),
                and(eq("state", "NEW"), eq("_id", "c")),
                new Document("_id", "a").append("$expr", new Document("$gt", List.of("$n", 0))),
                eq("state", "NEW"));
    }

    private static List<Document> oddDocuments() {
        return List.of(
                new Document("_id", "a").append("state", "NEW").append("n", 1).append("url_key", "one"),
                new Document("_id", "b")
                        .append("state", "NEW")
                        .append("n", 2)
                        .append("url_key", List.of("two", "three")),
                new Document("_id", "c").append("state", "DONE").append("n", 3),
                new Document("_id", 7).append("state", "NEW").append("n", 4).append("url_key", "shared"),
                new Document("_id", "7").append("state", "DONE").append("n", 5),
                new Document("_id", true).append("state", "DONE").append("n", 6),
                new Document("_id", new Document("k", 1)).append("state", "NEW").append("n", 7),
                new Document("_id", null).append("state", "NEW").append("n", 8));
    }

    private static void fill(MongoCollection<Document> tasks, int many) {
        for (int start = 0; start < many; start += 1_000) {
            tasks.insertMany(
                    IntStream.range(start, start + 1_000)
                            .mapToObj(i -> new Document("_id", "a" + i)
                                    .append("url_key", "u" + i)
                                    .append("state", "NEW"))
                            .toList(),
                    new InsertManyOptions().ordered(false));
        }
    }

    private static List<UpdateOneModel<Document>> joins(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> new UpdateOneModel<Document>(
                        and(eq("_id", "a" + i), in("state", "NEW", "RUNNING")),
                        Updates.addToSet("waiters", "job#1"),
                        new UpdateOptions().upsert(true)))
                .toList();
    }

    private Server mended(Kind kind) {
        return switch (kind) {
            case MEMORY -> {
                MemoryMongoBackend backend = new MemoryMongoBackend();
                yield new Server(backend, backend::visited);
            }
            case FILE -> {
                FileMongoBackend backend = FileMongoBackend.open(folder.resolve("mended.mv"));
                yield new Server(backend, backend::visited);
            }
        };
    }

    private static Server plain(Kind kind) {
        return switch (kind) {
            case MEMORY -> new Server(new MemoryBackend(), () -> 0);
            case FILE -> new Server(H2Backend.inMemory(), () -> 0);
        };
    }

    private static final class Server implements AutoCloseable {

        private final MongoServer server;
        private final LongSupplier visited;
        private final MongoClient client;

        Server(MongoBackend backend, LongSupplier visited) {
            this.server = new MongoServer(backend);
            this.visited = visited;
            this.client = MongoClients.create(server.bindAndGetConnectionString());
        }

        MongoCollection<Document> collection() {
            return client.getDatabase("test").getCollection("tasks");
        }

        long visits(Runnable operation) {
            long before = visited.getAsLong();
            operation.run();
            return visited.getAsLong() - before;
        }

        @Override
        public void close() {
            client.close();
            server.shutdownNow();
        }
    }
}

package dev.gleaner.embedded.mongo;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import dev.gleaner.embedded.process.LocalStore;
import dev.gleaner.embedded.process.Secret;
import java.nio.file.Path;
import java.util.UUID;
import org.bson.Document;

/** Writes as fast as it can and prints each id once it is flushed, until it is killed. */
final class MongoWriter {

    private static final int THREADS = 4;

    private MongoWriter() {}

    public static void main(String[] args) {
        LocalStore store = BundledMongo.onFile(Path.of(args[0]), Secret.random());
        MongoClient client = MongoClients.create(store.url());
        MongoCollection<Document> articles = client.getDatabase("test").getCollection("articles");
        articles.createIndex(Indexes.ascending("url_key"), new IndexOptions().unique(true));
        for (int i = 0; i < THREADS; i++) {
            Thread.ofPlatform().start(() -> write(articles, store));
        }
    }

    private static void write(MongoCollection<Document> articles, LocalStore store) {
        String counter = "counter";
        for (long n = 0; ; n++) {
            String id = UUID.randomUUID().toString();
            articles.insertOne(new Document("_id", id).append("url_key", "u" + id));
            // Documents that change all the time, in the very moment of a commit too.
            articles.updateOne(
                    eq("_id", counter),
                    Updates.combine(
                            Updates.set("f" + n % 7, n), Updates.unset("f" + (n + 3) % 7), Updates.push("written", id)),
                    new UpdateOptions().upsert(true));
            if (n % 3 == 0) {
                store.flush();
                System.out.println(id);
            }
        }
    }
}

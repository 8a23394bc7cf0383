package dev.gleaner.system.crash;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;

/** Writes what processes that died a while ago have left, so that whoever cleans up after them has something to do. */
final class LeftBehind {
    private static final Duration AGE = Duration.ofHours(1);

    private final MongoDatabase database;

    LeftBehind(MongoDatabase database) {
        this.database = database;
    }

    /** An intent of a process that died before it could remove it. */
    void intent(String job, String kind, int total, int run, String idempotencyKey) {
        String id = kind.equals("RETRY") ? job + ":" + kind + "#" + run : job + ":" + kind;
        database.getCollection("intents")
                .insertOne(new Document("_id", id)
                        .append("job_id", job)
                        .append("kind", kind)
                        .append("created_at", Date.from(Instant.now().minus(AGE)))
                        .append("total", total)
                        .append("run", run)
                        .append("idempotency_key", idempotencyKey));
    }

    /** The intent of a process that died after it had steered a job, by this change, and before its tasks followed. */
    void steered(String job, String token) {
        database.getCollection("intents")
                .insertOne(new Document("_id", "%s:STEER#%s".formatted(job, token))
                        .append("job_id", job)
                        .append("kind", "STEER")
                        .append("created_at", Date.from(Instant.now().minus(AGE)))
                        .append("total", 1)
                        .append("run", 1)
                        .append("token", token));
        database.getCollection("jobs")
                .updateOne(
                        eq("_id", job),
                        Updates.combine(
                                Updates.set("paused_at", new Date()),
                                Updates.set("priority", 1),
                                Updates.set("control_token", token)));
    }

    /** A key whose submission never became a job. */
    void idempotencyKey(String key, String job) {
        database.getCollection("idempotency")
                .insertOne(new Document("_id", key)
                        .append("body_hash", "none")
                        .append("job_id", job)
                        .append("created_at", Date.from(Instant.now().minus(AGE))));
    }

    /** Tasks of an API that died before it noted that they were pushed. */
    void unpushed(List<String> urls) {
        change(urls, Updates.set("out", true));
    }

    /** Tasks of a consumer that died after it had ended them and before it told anybody. */
    void ended(List<String> urls) {
        change(
                urls,
                Updates.combine(
                        Updates.set("state", "DONE"),
                        Updates.set("starts", 1),
                        Updates.set("claim", "claim-of-the-dead"),
                        Updates.set(
                                "outcome",
                                new Document("at", new Date())
                                        .append("code", "http_error")
                                        .append("error", "HTTP 404"))));
    }

    /** Running tasks that two consumers have died beside, and one alone; the death of their owner is the second of these. */
    void crashedThreeTimes(List<String> urls) {
        for (Document task : database.getCollection("tasks").find(in("_id", articles(urls)))) {
            database.getCollection("tasks")
                    .updateOne(
                            eq("_id", task.getString("_id")),
                            Updates.combine(
                                    Updates.set("crashes", 3),
                                    Updates.set("blamed", 1),
                                    Updates.set("liable", task.getString("claim"))));
        }
    }

    private void change(List<String> urls, Bson change) {
        database.getCollection("tasks").updateMany(in("_id", articles(urls)), change);
    }

    private List<String> articles(List<String> urls) {
        return urls.stream()
                .map(url ->
                        database.getCollection("articles").find(eq("url", url)).first())
                .map(article -> article.getString("_id"))
                .toList();
    }
}

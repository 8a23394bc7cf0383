package dev.gleaner.check.mongo;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.not;
import static com.mongodb.client.model.Filters.regex;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Projections;
import dev.gleaner.check.StoreUnreadableException;
import dev.gleaner.check.StoredJob;
import dev.gleaner.check.StoredNote;
import dev.gleaner.check.StoredOccurrence;
import dev.gleaner.check.StoredOrigin;
import dev.gleaner.check.StoredSchedule;
import dev.gleaner.check.StoredState;
import dev.gleaner.check.StoredTask;
import dev.gleaner.job.Effort;
import dev.gleaner.job.Efforts;
import dev.gleaner.job.JobStatus;
import dev.gleaner.job.mongo.MongoEfforts;
import dev.gleaner.store.mongo.Fields;
import dev.gleaner.store.mongo.MongoCollections;
import dev.gleaner.task.TaskState;
import dev.gleaner.task.Waiter;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Gatherers;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Reads documents as they lie there, also those that the services would not write. */
public final class MongoStoredState implements StoredState, AutoCloseable {
    /** Jobs are large: a list of 10,000 articles is half a megabyte. */
    private static final int JOBS_AT_A_TIME = 50;

    private static final int TASKS_AT_A_TIME = 1000;
    private static final int NOTES_AT_A_TIME = 10_000;

    private static final Bson TASK = Projections.include(
            "state", "waiters", "version", "out", "held", "claim", "starts", "attempt", "crashes", "returns");

    private static final int SELECTION_SECONDS = 5;
    private static final int READ_SECONDS = 60;

    private final MongoCollections collections;
    private final AutoCloseable connection;

    public MongoStoredState(MongoCollections collections) {
        this(collections, () -> {});
    }

    private MongoStoredState(MongoCollections collections, AutoCloseable connection) {
        this.collections = collections;
        this.connection = connection;
    }

    /**
     * Connects, and asks the server once.
     *
     * @throws StoreUnreadableException if it does not answer or refuses
     */
    public static MongoStoredState open(String url, String database) {
        ConnectionString address;
        try {
            address = new ConnectionString(url);
        } catch (IllegalArgumentException wrong) {
            // Its message may repeat the password.
            throw new StoreUnreadableException("MONGO_URL is no MongoDB connection string", wrong);
        }
        MongoClient client = MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(address)
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(SELECTION_SECONDS, TimeUnit.SECONDS))
                .applyToSocketSettings(socket -> socket.readTimeout(READ_SECONDS, TimeUnit.SECONDS))
                .applicationName("gleaner-check")
                .build());
        try {
            client.getDatabase(database).getCollection("jobs").find().limit(1).first();
        } catch (MongoException away) {
            client.close();
            throw new StoreUnreadableException(
                    "MongoDB at %s cannot be read: %s".formatted(String.join(",", address.getHosts()), reason(away)),
                    away);
        }
        return new MongoStoredState(new MongoCollections(client.getDatabase(database)), client);
    }

    private static String reason(MongoException away) {
        return away instanceof MongoTimeoutException
                ? "it does not answer within " + SELECTION_SECONDS + " s"
                : away.getClass().getSimpleName() + " " + away.getCode();
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void jobs(boolean onlyOpen, Reader<StoredJob> reader) {
        Bson filter = onlyOpen
                ? in("status", JobStatus.OPEN.stream().map(JobStatus::name).toList())
                : new Document();
        collections
                .jobs()
                .find(filter)
                .batchSize(JOBS_AT_A_TIME)
                .forEach(document -> hand(document, MongoStoredState::job, reader));
    }

    @Override
    public Map<String, StoredJob> jobs(Collection<String> jobIds) {
        Map<String, StoredJob> found = new HashMap<>();
        jobIds.stream()
                .gather(Gatherers.windowFixed(JOBS_AT_A_TIME))
                .forEachOrdered(ids -> collections
                        .jobs()
                        .find(in("_id", ids))
                        .projection(Projections.exclude("article_ids", "pending", "failures"))
                        .forEach(document ->
                                hand(document, MongoStoredState::job, only(job -> found.put(job.id(), job)))));
        return found;
    }

    @Override
    public void tasks(Reader<StoredTask> reader) {
        collections
                .tasks()
                .find()
                .projection(TASK)
                .batchSize(TASKS_AT_A_TIME)
                .forEach(document -> hand(document, MongoStoredState::task, reader));
    }

    @Override
    public Map<String, StoredTask> tasks(Collection<String> articleIds) {
        Map<String, StoredTask> found = new HashMap<>();
        Reader<StoredTask> reader = only(task -> found.put(task.articleId(), task));
        collections
                .tasks()
                .find(in("_id", articleIds))
                .projection(TASK)
                .forEach(document -> hand(document, MongoStoredState::task, reader));
        return found;
    }

    @Override
    public List<String> items(String jobId, int page) {
        Document found = collections
                .jobItems()
                .find(eq("_id", "%s:%04d".formatted(jobId, page)))
                .projection(Projections.include("items.article"))
                .first();
        return found == null
                ? List.of()
                : Fields.documents(found, "items").stream()
                        .map(item -> String.valueOf(item.get("article")))
                        .toList();
    }

    @Override
    public void jobsWithItems(Reader<String> reader) {
        collections
                .jobItems()
                .find(eq("page", 0))
                .projection(Projections.include("job_id"))
                .forEach(document -> hand(document, page -> Fields.text(page, "job_id"), reader));
    }

    @Override
    public void jobsWithNotes(Reader<String> reader) {
        String[] before = {""};
        collections
                .jobEfforts()
                .find()
                .projection(Projections.include("_id"))
                .batchSize(NOTES_AT_A_TIME)
                .forEach(document -> hand(document, MongoStoredState::jobOfNote, new Reader<String>() {
                    @Override
                    public void read(String jobId) {
                        // Those of one job mostly lie together.
                        if (!jobId.equals(before[0])) {
                            before[0] = jobId;
                            reader.read(jobId);
                        }
                    }

                    @Override
                    public void unreadable(String id, String reason) {
                        reader.unreadable(id, reason);
                    }
                }));
    }

    private static String jobOfNote(Document note) {
        String id = Fields.text(note, "_id");
        int at = id.indexOf('#');
        if (at < 0) {
            throw new IllegalStateException("it names no job");
        }
        return id.substring(0, at);
    }

    @Override
    public Map<String, StoredNote> notes(String jobId, Collection<String> articleIds) {
        Map<String, StoredNote> found = new HashMap<>();
        Reader<Efforts.Note> reader = only(note -> found.put(
                note.articleId(), new StoredNote(note.run(), note.effort().brought() != Effort.Brought.NOTHING)));
        collections
                .jobEfforts()
                .find(in("_id", articleIds.stream().map(id -> jobId + "#" + id).toList()))
                .forEach(document -> hand(document, MongoEfforts::read, reader));
        return found;
    }

    @Override
    public Set<String> existingJobs(Collection<String> jobIds) {
        return ids(collections.jobs(), in("_id", jobIds));
    }

    @Override
    public Map<String, Boolean> texts(Collection<String> articleIds) {
        Map<String, Boolean> found = new HashMap<>();
        collections
                .articles()
                .find(in("_id", articleIds))
                .projection(Projections.include("status", "scraped_at"))
                .forEach(article -> found.put(
                        String.valueOf(article.get("_id")),
                        "SCRAPED".equals(article.get("status")) && article.get("scraped_at") != null));
        return found;
    }

    @Override
    public Map<String, String> intents() {
        Map<String, String> found = new HashMap<>();
        collections
                .intents()
                .find()
                .forEach(intent -> found.put(String.valueOf(intent.get("_id")), String.valueOf(intent.get("job_id"))));
        return found;
    }

    @Override
    public void owedEnds(Reader<OwedEnd> reader) {
        new OwedEnds(collections).each(reader);
    }

    @Override
    public void deliveries(Reader<StoredDelivery> reader) {
        collections
                .deliveries()
                .find()
                .projection(Projections.include("job_id", "state", "reason"))
                .batchSize(TASKS_AT_A_TIME)
                .forEach(document -> hand(
                        document,
                        delivery -> new StoredDelivery(
                                Fields.text(delivery, "_id"),
                                Fields.text(delivery, "job_id"),
                                Fields.text(delivery, "state"),
                                delivery.getString("reason")),
                        reader));
    }

    @Override
    public void schedules(Reader<StoredSchedule> reader) {
        collections
                .schedules()
                .find(not(regex("_id", "^~")))
                .projection(Projections.include("enabled", "next_run_at", "grace_ms"))
                .forEach(document -> hand(
                        document,
                        schedule -> new StoredSchedule(
                                Fields.text(schedule, "_id"),
                                schedule.getBoolean("enabled", false),
                                Fields.maybeInstant(schedule, "next_run_at"),
                                Duration.ofMillis(Fields.big(schedule, "grace_ms"))),
                        reader));
    }

    @Override
    public Set<String> dueDeliveries(Collection<String> deliveryIds) {
        return ids(collections.deliveriesDue(), in("_id", deliveryIds));
    }

    @Override
    public Set<String> existingDeliveries(Collection<String> deliveryIds) {
        return ids(collections.deliveries(), in("_id", deliveryIds));
    }

    @Override
    public Set<String> debts() {
        return ids(collections.debts(), new Document());
    }

    @Override
    public void occurrences(Reader<StoredOccurrence> reader) {
        collections
                .occurrences()
                .find()
                .projection(Projections.exclude("reason", "token"))
                .forEach(document -> hand(
                        document,
                        one -> new StoredOccurrence(
                                Fields.text(one, "_id"),
                                Fields.text(one, "schedule"),
                                Fields.text(one, "outcome"),
                                Fields.instant(one, "due_at"),
                                Fields.instant(one, "decided_at"),
                                one.getString("job_id")),
                        reader));
    }

    @Override
    public void origins(Reader<StoredOrigin> reader) {
        collections
                .jobs()
                .find(exists("orders.origin.schedule"))
                .projection(Projections.include("orders.origin"))
                .forEach(document -> {
                    Document origin = document.getEmbedded(List.of("orders", "origin"), Document.class);
                    if (origin != null) {
                        hand(
                                document,
                                job -> new StoredOrigin(
                                        Fields.text(job, "_id"),
                                        Fields.text(origin, "schedule"),
                                        Fields.text(origin, "occurrence")),
                                reader);
                    }
                });
    }

    @Override
    public @Nullable Instant firedAt(String jobId) {
        Document job = collections
                .jobs()
                .find(eq("_id", jobId))
                .projection(Projections.include("orders.origin"))
                .first();
        Date fired = job == null ? null : job.getEmbedded(List.of("orders", "origin", "fired_at"), Date.class);
        return fired == null ? null : fired.toInstant();
    }

    /** What cannot be read is told by the reading of all. */
    private static <T> Reader<T> only(Consumer<T> readable) {
        return new Reader<>() {
            @Override
            public void read(T one) {
                readable.accept(one);
            }

            @Override
            public void unreadable(String id, String reason) {}
        };
    }

    private static Set<String> ids(MongoCollection<Document> collection, Bson filter) {
        return collection
                .find(filter)
                .projection(Projections.include("_id"))
                .map(document -> String.valueOf(document.get("_id")))
                .into(new HashSet<>());
    }

    static <T> void hand(Document document, Function<Document, T> form, Reader<T> reader) {
        T read;
        try {
            read = form.apply(document);
        } catch (RuntimeException notOurs) {
            reader.unreadable(String.valueOf(document.get("_id")), String.valueOf(notOurs.getMessage()));
            return;
        }
        reader.read(read);
    }

    private static StoredJob job(Document job) {
        return new StoredJob(
                Fields.text(job, "_id"),
                Fields.text(job, "status"),
                Fields.number(job, "run"),
                Fields.big(job, "revision"),
                Fields.number(job, "total_articles"),
                Fields.number(job, "new_articles"),
                Fields.number(job, "cached_articles"),
                Fields.number(job, "completed_count"),
                Fields.number(job, "failed_count"),
                Fields.instant(job, "created_at"),
                Fields.instant(job, "updated_at"),
                Fields.maybeInstant(job, "completed_at"),
                Fields.maybeInstant(job, "paused_at"),
                job.getString("run_id"),
                Fields.texts(job, "article_ids"),
                Fields.texts(job, "pending"),
                Fields.documents(job, "failures").stream()
                        .map(failure -> Fields.text(failure, "article"))
                        .toList());
    }

    private static StoredTask task(Document task) {
        return new StoredTask(
                Fields.text(task, "_id"),
                TaskState.valueOf(Fields.text(task, "state")),
                Fields.texts(task, "waiters").stream().map(Waiter::parse).toList(),
                Fields.text(task, "version"),
                task.getBoolean("out", false),
                task.getBoolean("held", false),
                task.getString("claim"),
                Fields.number(task, "starts"),
                Fields.number(task, "attempt"),
                Fields.number(task, "crashes"),
                Fields.number(task, "returns"));
    }
}

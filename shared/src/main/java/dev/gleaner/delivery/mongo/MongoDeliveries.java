package dev.gleaner.delivery.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.nin;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.pushEach;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.setOnInsert;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.PushOptions;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import dev.gleaner.delivery.Deliveries;
import dev.gleaner.delivery.Delivery;
import dev.gleaner.delivery.DeliveryState;
import dev.gleaner.delivery.Due;
import dev.gleaner.delivery.Logged;
import dev.gleaner.delivery.Try;
import dev.gleaner.store.mongo.Documents;
import dev.gleaner.store.mongo.Fields;
import dev.gleaner.store.mongo.MongoCollections;
import dev.gleaner.store.mongo.TransientFaults;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Gatherers;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Deliveries in MongoDB. The log grows and is read by id alone, so a list of ids stands beside each job; what is to be done lies
 * in a collection of its own, which stays small. A place there is written before the log, a while ahead: if the writer dies in
 * between it leads to nothing and is dropped, and if it dies after the log it leads there when that while is over.
 */
public final class MongoDeliveries implements Deliveries {
    /** Longer than a writer takes from the one write to the other, unless it died. */
    static final Duration AHEAD = Duration.ofSeconds(30);

    /** Whatever is due later is not being done just now. */
    private static final Duration LONGEST_TAKE = Duration.ofMinutes(3);

    /** Tries that the log keeps of one delivery. */
    private static final int MOST_TRIES = 50;

    private static final int CHUNK = 500;
    private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);

    private final MongoCollection<Document> log;
    private final MongoCollection<Document> due;
    private final MongoCollection<Document> lists;

    public MongoDeliveries(MongoCollections collections) {
        this.log = collections.deliveries();
        this.due = collections.deliveriesDue();
        this.lists = collections.jobDeliveries();
    }

    @Override
    public boolean owe(Delivery delivery) {
        return owe(delivery, List.of());
    }

    @Override
    public boolean owe(Delivery delivery, List<String> articles) {
        if (isKnown(delivery)) {
            return false;
        }
        TransientFaults.retry(
                () -> lists.updateOne(eq("_id", delivery.jobId()), Updates.addToSet("ids", delivery.id()), UPSERT));
        putDue(delivery, delivery.dueAt().plus(AHEAD));
        if (!insert(DeliveryDocument.of(delivery, articles))) {
            return false;
        }
        TransientFaults.retry(() -> due.updateOne(
                eq("_id", delivery.id()),
                combine(set("lane", delivery.lane()), set("due_at", Date.from(delivery.dueAt()))),
                UPSERT));
        return true;
    }

    private boolean isKnown(Delivery delivery) {
        Document known = TransientFaults.retry(() -> log.find(eq("_id", delivery.id()))
                .projection(Projections.include("state"))
                .first());
        if (known != null && DeliveryState.QUEUED.name().equals(known.getString("state"))) {
            // Its writer may have been so slow that its place was dropped, and then have died.
            putDue(delivery, delivery.dueAt().plus(AHEAD));
        }
        return known != null;
    }

    private void putDue(Delivery delivery, Instant at) {
        TransientFaults.retry(() -> due.updateOne(
                eq("_id", delivery.id()),
                combine(setOnInsert("lane", delivery.lane()), setOnInsert("due_at", Date.from(at))),
                UPSERT));
    }

    private boolean insert(Document document) {
        return TransientFaults.retry(() -> {
            try {
                log.insertOne(document);
                return true;
            } catch (MongoWriteException refused) {
                if (refused.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                    return false;
                }
                throw refused;
            }
        });
    }

    @Override
    public List<Batch> batches(String jobId) {
        List<Batch> found = new ArrayList<>();
        each(ids(jobId), Projections.include("run", "about", "articles"), document -> {
            List<String> articles = Fields.texts(document, "articles");
            if (!articles.isEmpty()) {
                found.add(new Batch(
                        Fields.number(document, "run"), Fields.text(document, "about"), new HashSet<>(articles)));
            }
        });
        return found;
    }

    @Override
    public List<Due> due(Instant now, Collection<String> butLanes, int limit) {
        Bson ready = lte("due_at", Date.from(now));
        return TransientFaults.retry(() -> Documents.list(
                due.find(butLanes.isEmpty() ? ready : and(ready, nin("lane", butLanes)))
                        .sort(Sorts.ascending("due_at"))
                        .limit(limit),
                document -> new Due(
                        Fields.text(document, "_id"),
                        Fields.text(document, "lane"),
                        Fields.instant(document, "due_at"))));
    }

    @Override
    public Optional<Due> take(Due place, Instant until) {
        return move(place, until) ? Optional.of(new Due(place.id(), place.lane(), until)) : Optional.empty();
    }

    @Override
    public void putOff(Due taken, Instant until) {
        move(taken, until);
    }

    /** Not repeated after a fault: a lost reply leaves the place taken by nobody until its time comes. */
    private boolean move(Due place, Instant to) {
        return due.updateOne(at(place), set("due_at", Date.from(to))).getMatchedCount() > 0;
    }

    @Override
    public void drop(Due taken) {
        TransientFaults.retry(() -> due.deleteOne(at(taken)));
    }

    private static Bson at(Due place) {
        return and(eq("_id", place.id()), eq("due_at", Date.from(place.at())));
    }

    @Override
    public void wake(String lane, Instant now) {
        TransientFaults.retry(() -> due.updateMany(
                and(eq("lane", lane), gt("due_at", Date.from(now.plus(LONGEST_TAKE)))), set("due_at", Date.from(now))));
    }

    @Override
    public Optional<Logged> find(String id) {
        return TransientFaults.retry(
                () -> Optional.ofNullable(log.find(eq("_id", id)).first()).map(DeliveryDocument::read));
    }

    @Override
    public List<Logged> ofJob(String jobId, int from, int limit) {
        List<String> ids = ids(jobId).stream().skip(from).limit(limit).toList();
        Map<String, Logged> found = new HashMap<>();
        each(ids, Projections.exclude("articles", "payload"), document -> {
            Logged one = DeliveryDocument.read(document);
            found.put(one.delivery().id(), one);
        });
        return ids.stream().filter(found::containsKey).map(found::get).toList();
    }

    @Override
    public int count(String jobId) {
        return ids(jobId).size();
    }

    @Override
    public List<String> ids(String jobId) {
        return TransientFaults.retry(() -> {
            Document list = lists.find(eq("_id", jobId)).first();
            return list == null ? List.of() : Fields.texts(list, "ids");
        });
    }

    private void each(List<String> ids, Bson fields, Consumer<Document> reader) {
        ids.stream()
                .gather(Gatherers.windowFixed(CHUNK))
                .forEachOrdered(chunk -> TransientFaults.retry(() ->
                                log.find(in("_id", chunk)).projection(fields).into(new ArrayList<>()))
                        .forEach(reader));
    }

    @Override
    public boolean note(
            String id,
            int before,
            Try attempt,
            DeliveryState state,
            @Nullable String reason,
            @Nullable Instant nextAt) {
        return TransientFaults.retry(() -> log.updateOne(
                                and(eq("_id", id), eq("state", DeliveryState.QUEUED.name()), eq("attempts", before)),
                                combine(
                                        inc("attempts", 1),
                                        pushEach(
                                                "tries",
                                                List.of(DeliveryDocument.of(attempt)),
                                                new PushOptions().slice(-MOST_TRIES)),
                                        set("state", state.name()),
                                        set("reason", reason),
                                        set("next_at", nextAt == null ? null : Date.from(nextAt))))
                        .getMatchedCount()
                > 0);
    }

    @Override
    public void giveUp(String id, String reason) {
        TransientFaults.retry(() -> log.updateOne(
                and(eq("_id", id), eq("state", DeliveryState.QUEUED.name())),
                combine(set("state", DeliveryState.GIVEN_UP.name()), set("reason", reason), set("next_at", null))));
    }

    @Override
    public boolean redeliver(String id, Instant now) {
        Optional<Logged> found = find(id);
        if (found.isEmpty()) {
            return false;
        }
        Date time = Date.from(now);
        String lane = found.get().delivery().lane();
        // As when it was owed: the place first, so that whoever dies in between leaves nothing open that nobody looks
        // at.
        TransientFaults.retry(() -> due.updateOne(
                eq("_id", id),
                combine(setOnInsert("lane", lane), setOnInsert("due_at", Date.from(now.plus(AHEAD)))),
                UPSERT));
        TransientFaults.retry(() -> log.updateOne(
                eq("_id", id),
                combine(
                        set("state", DeliveryState.QUEUED.name()),
                        set("plan_from", found.get().delivery().attempts()),
                        set("reason", null),
                        set("next_at", time))));
        TransientFaults.retry(
                () -> due.updateOne(eq("_id", id), combine(set("lane", lane), set("due_at", time)), UPSERT));
        return true;
    }

    @Override
    public void removeOf(String jobId) {
        ids(jobId).stream().gather(Gatherers.windowFixed(CHUNK)).forEachOrdered(chunk -> {
            TransientFaults.retry(() -> due.deleteMany(in("_id", chunk)));
            TransientFaults.retry(() -> log.deleteMany(in("_id", chunk)));
        });
        TransientFaults.retry(() -> lists.deleteOne(eq("_id", jobId)));
    }
}

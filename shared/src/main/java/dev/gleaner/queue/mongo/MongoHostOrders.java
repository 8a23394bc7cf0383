package dev.gleaner.queue.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import dev.gleaner.queue.HostOrder;
import dev.gleaner.queue.HostOrders;
import dev.gleaner.store.mongo.Fields;
import dev.gleaner.store.mongo.MongoCollections;
import dev.gleaner.store.mongo.TransientFaults;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * A document for each host that somebody has ordered something of, by its name. It stays when nothing is ordered any more: its
 * revision says that what another still knows is older.
 */
public final class MongoHostOrders implements HostOrders {
    private final MongoCollection<Document> orders;

    public MongoHostOrders(MongoCollections collections) {
        this.orders = collections.hostOrders();
    }

    @Override
    public Map<String, HostOrder> of(Collection<String> hosts) {
        if (hosts.isEmpty()) {
            return Map.of();
        }
        return TransientFaults.retry(() -> {
            Map<String, HostOrder> found = new LinkedHashMap<>();
            orders.find(in("_id", hosts)).forEach(document -> {
                HostOrder order = read(document);
                found.put(order.host(), order);
            });
            return found;
        });
    }

    @Override
    public List<HostOrder> all() {
        return TransientFaults.retry(() -> {
            List<HostOrder> all = new ArrayList<>();
            orders.find().forEach(document -> all.add(read(document)));
            return all;
        });
    }

    @Override
    public HostOrder change(String host, UnaryOperator<HostOrder> change) {
        while (true) {
            HostOrder before = of(List.of(host)).getOrDefault(host, HostOrder.none(host));
            HostOrder after = change.apply(before).withRevision(before.revision() + 1);
            if (TransientFaults.retry(() -> written(before, after))) {
                return after;
            }
        }
    }

    private boolean written(HostOrder before, HostOrder after) {
        if (before.revision() > 0) {
            return orders.replaceOne(and(eq("_id", before.host()), eq("revision", before.revision())), document(after))
                            .getMatchedCount()
                    == 1;
        }
        try {
            orders.insertOne(document(after));
            return true;
        } catch (MongoWriteException refused) {
            if (refused.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw refused;
        }
    }

    private static Document document(HostOrder order) {
        Duration delay = order.delay();
        return new Document("_id", order.host())
                .append("revision", order.revision())
                .append("paused", order.paused())
                .append("until", date(order.until()))
                .append("note", order.note())
                .append("delay_ms", delay == null ? null : delay.toMillis())
                .append("max_concurrent", order.mostAtOnce());
    }

    private static @Nullable Date date(@Nullable Instant time) {
        return time == null ? null : Date.from(time);
    }

    private static HostOrder read(Document document) {
        Number delay = document.get("delay_ms", Number.class);
        Number most = document.get("max_concurrent", Number.class);
        return new HostOrder(
                Fields.text(document, "_id"),
                document.getBoolean("paused", false),
                Fields.maybeInstant(document, "until"),
                document.getString("note"),
                delay == null ? null : Duration.ofMillis(delay.longValue()),
                most == null ? null : most.intValue(),
                Fields.big(document, "revision"));
    }
}

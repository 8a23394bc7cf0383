package dev.gleaner.check.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.client.model.Projections;
import dev.gleaner.check.StoredState;
import dev.gleaner.check.StoredState.OwedEnd;
import dev.gleaner.delivery.Deliveries;
import dev.gleaner.delivery.Delivery;
import dev.gleaner.delivery.EndDeliveries;
import dev.gleaner.delivery.mongo.MongoDeliveries;
import dev.gleaner.job.CallbackOrder;
import dev.gleaner.job.CallbackOrder.Event;
import dev.gleaner.job.Failure;
import dev.gleaner.job.Items;
import dev.gleaner.job.Job;
import dev.gleaner.job.JobItems;
import dev.gleaner.job.Jobs;
import dev.gleaner.job.Orders;
import dev.gleaner.job.mongo.MongoItems;
import dev.gleaner.job.mongo.MongoJobs;
import dev.gleaner.store.mongo.MongoCollections;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.bson.conversions.Bson;

/** Works out of ended jobs and their orders what is owed for their ends. */
final class OwedEnds {
    private static final Bson ENDED_WITH_ORDERS =
            and(ne("completed_at", null), or(ne("orders.callbacks", null), ne("orders.output", null)));

    private final MongoCollections collections;
    private final Jobs jobs;
    private final Items items;
    private final Deliveries deliveries;

    OwedEnds(MongoCollections collections) {
        this.collections = collections;
        this.jobs = new MongoJobs(collections, InstantSource.system());
        this.items = new MongoItems(collections);
        this.deliveries = new MongoDeliveries(collections);
    }

    void each(StoredState.Reader<OwedEnd> reader) {
        collections
                .jobs()
                .find(ENDED_WITH_ORDERS)
                .projection(Projections.include("_id"))
                .forEach(document -> MongoStoredState.hand(document, this::end, new StoredState.Reader<>() {
                    @Override
                    public void read(Optional<OwedEnd> end) {
                        end.ifPresent(reader::read);
                    }

                    @Override
                    public void unreadable(String id, String reason) {
                        reader.unreadable(id, reason);
                    }
                }));
    }

    /** Empty if it is open again or gone by now. */
    private Optional<OwedEnd> end(Document document) {
        String id = String.valueOf(document.get("_id"));
        Optional<Orders> orders = jobs.orders(id);
        Optional<Jobs.Detail> detail =
                jobs.detail(id).filter(one -> one.job().status().ended());
        if (orders.isEmpty() || detail.isEmpty()) {
            return Optional.empty();
        }
        Job job = detail.get().job();
        List<String> owed =
                EndDeliveries.of(job, orders.get()).stream().map(Delivery::id).toList();
        return Optional.of(new OwedEnd(id, job.run(), owed, untold(detail.get(), orders.get())));
    }

    private List<String> untold(Jobs.Detail detail, Orders orders) {
        CallbackOrder callbacks = orders.callbacks();
        CallbackOrder.Webhook webhook = callbacks == null ? null : callbacks.webhook();
        if (webhook == null || webhook.events().stream().noneMatch(Event::isOfArticles)) {
            return List.of();
        }
        Job job = detail.job();
        Set<String> told = new HashSet<>();
        deliveries.batches(job.id()).stream()
                .filter(batch -> batch.run() == job.run() || batch.about().equals(Event.ARTICLE_COMPLETED.type()))
                .forEach(batch -> told.addAll(batch.articles()));
        Set<String> failed = new HashSet<>();
        detail.failures().stream().map(Failure::articleId).forEach(failed::add);
        Set<String> pending = new HashSet<>(detail.pending());
        List<String> untold = new ArrayList<>();
        new JobItems(items, detail).pages().flatMap(List::stream).forEach(item -> {
            Event event = failed.contains(item.articleId()) ? Event.ARTICLE_FAILED : Event.ARTICLE_COMPLETED;
            if (!pending.contains(item.articleId())
                    && webhook.events().contains(event)
                    && !told.contains(item.articleId())) {
                untold.add(item.articleId());
            }
        });
        return untold;
    }
}

package dev.gleaner.api.deliveries;

import dev.gleaner.api.deliveries.mongo.MongoEndpoints;
import dev.gleaner.api.deliveries.webhook.WebhookDeliverer;
import dev.gleaner.delivery.Delivery;
import dev.gleaner.delivery.DeliveryState;
import dev.gleaner.delivery.Logged;
import dev.gleaner.fetch.AddressPolicy;
import dev.gleaner.fetch.FetchLimits;
import dev.gleaner.fetch.FetchOptions;
import dev.gleaner.fetch.Fetcher;
import dev.gleaner.id.Ids;
import dev.gleaner.job.CallbackOrder;
import dev.gleaner.job.CallbackOrder.Event;
import dev.gleaner.job.CallbackOrder.Webhook;
import dev.gleaner.job.JobLabel;
import dev.gleaner.job.NewJob;
import dev.gleaner.job.Orders;
import dev.gleaner.job.Origin;
import dev.gleaner.store.Stores;
import dev.gleaner.testkit.HostileSite;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Deliveries over real stores to receivers on loopback, by a clock that the test moves and on the thread of the test. */
final class CallbackWorld implements AutoCloseable {
    static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    static final Duration TIMEOUT = Duration.ofMillis(800);

    final Stores stores = new Stores();
    final HostileSite site = HostileSite.on("127.0.0.1");
    final Fetcher fetcher = new Fetcher(
            AddressPolicy.of("127.0.0.1:" + site.port(), "80,443"), FetchLimits.defaults(), "Gleaner", stores.clock);
    final Endpoints endpoints = new MongoEndpoints(stores.collections);
    final EndpointCare care = new EndpointCare(endpoints, stores.deliveries, stores.clock);
    final RetryTimes times = new RetryTimes(10, () -> 0);
    final Delivering delivering = new Delivering(stores.deliveries, stores.jobs, care, times, stores.clock);
    final Redelivery redelivery = new Redelivery(stores.deliveries, stores.jobs, care, stores.clock);
    final List<Deliverer> deliverers = new ArrayList<>(List.of(webhooks()));
    final DeliveryRunner runner = runner(Runnable::run);

    DeliveryRunner runner(Executor executor) {
        return new DeliveryRunner(stores.deliveries, deliverers, delivering, 64, executor, stores.clock);
    }

    WebhookDeliverer webhooks() {
        return new WebhookDeliverer(fetcher, stores.jobs, List.of(), TIMEOUT, 4, stores.clock);
    }

    /** A job that has ended well and tells this address of it; says the delivery's id. */
    String ended(String url) {
        return ended(url, null, SECRET);
    }

    String ended(String url, @Nullable String schedule, String... secrets) {
        Webhook webhook = new Webhook(
                url, EnumSet.of(Event.JOB_COMPLETED), List.of(secrets), Map.of("authorization", "Bearer 1"));
        Instant now = stores.now();
        String job = endedWith(new Orders(
                schedule == null ? null : new Origin(schedule, "occ_" + Ids.token(), now, now),
                null,
                null,
                new CallbackOrder(webhook, List.of(), List.of())));
        return stores.deliveries.ids(job).getFirst();
    }

    /** A job that has ended well with these orders. */
    String endedWith(Orders orders) {
        String job = Ids.job();
        stores.ends.commit(new NewJob(
                job,
                Ids.token(),
                List.of("a"),
                List.of(),
                stores.now(),
                Instant.EPOCH,
                null,
                FetchOptions.NONE,
                JobLabel.NONE,
                null,
                orders));
        return job;
    }

    Logged logged(String id) {
        return stores.deliveries.find(id).orElseThrow();
    }

    Delivery delivery(String id) {
        return logged(id).delivery();
    }

    DeliveryState state(String id) {
        return logged(id).state();
    }

    /** What the newest try failed with. */
    String error(String id) {
        return String.valueOf(logged(id).tries().getLast().error());
    }

    DeliveryAnswer told(String id) {
        String lane = delivery(id).lane();
        return DeliveryAnswer.of(logged(id), care.standings(List.of(lane)).getOrDefault(lane, Standing.WELL));
    }

    void answers(String path, String status, String headers) {
        site.on(path, HostileSite.response(status, headers, "ok"));
    }

    int requests(String path) {
        return (int) site.requests().stream()
                .filter(request -> request.startsWith("POST " + path + " "))
                .count();
    }

    /** Turns until nothing is due within a time. */
    void runFor(Duration time) {
        Instant end = stores.now().plus(time);
        while (true) {
            runner.turn();
            Instant next = stores.deliveries.due(end, Set.of(), 1).stream()
                    .map(due -> due.at())
                    .findFirst()
                    .orElse(end);
            if (!next.isBefore(end)) {
                stores.later(Duration.between(stores.now(), end));
                return;
            }
            stores.later(Duration.between(stores.now(), next));
        }
    }

    @Override
    public void close() throws Exception {
        fetcher.close();
        site.close();
        stores.close();
    }
}

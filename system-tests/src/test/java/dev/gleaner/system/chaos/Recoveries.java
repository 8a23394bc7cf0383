package dev.gleaner.system.chaos;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import dev.gleaner.queue.QueueEntry;
import dev.gleaner.queue.redis.QueueKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.bson.Document;

/**
 * Measures how long the work of a consumer lies still that was killed or paused: from then until its task has been started
 * by somebody else, or is gone.
 */
final class Recoveries implements AutoCloseable {
    private static final Duration GIVEN_UP = Duration.ofSeconds(90);
    private static final long LOOKS_EVERY_MILLIS = 250;

    private final ChaosFleet fleet;
    private final MongoClient mongo;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Long> undisturbed = new ArrayList<>();
    private final List<Long> all = new ArrayList<>();
    private final AtomicLong disturbances = new AtomicLong();

    Recoveries(ChaosFleet fleet) {
        this.fleet = fleet;
        this.mongo = MongoClients.create(fleet.lookAtMongo.url() + "/?serverSelectionTimeoutMS=2000");
    }

    /** A store is broken as well now: what is measured over that time says little. */
    void disturbed() {
        disturbances.incrementAndGet();
    }

    /** It will not work any more from now on. */
    void lost(Member member) {
        Optional<String> incarnation = member.isApi() ? Optional.empty() : member.incarnation();
        if (incarnation.isEmpty()) {
            return;
        }
        try {
            String key = QueueKeys.standard().held(incarnation.get());
            List<String> articles = fleet.redis.ask(redis -> redis.hkeys(key)).stream()
                    .flatMap(text -> QueueEntry.parse(text).stream())
                    .map(QueueEntry::articleId)
                    .toList();
            Map<String, Optional<String>> claims = claims(articles);
            long began = System.nanoTime();
            long before = disturbances.get();
            threads.execute(() -> watch(claims, began, before));
        } catch (RuntimeException storeAway) {
            // It cannot be said what it held.
            return;
        }
    }

    private Map<String, Optional<String>> claims(Collection<String> articles) {
        Map<String, Optional<String>> claims = new HashMap<>();
        mongo.getDatabase(fleet.database)
                .getCollection("tasks")
                .find(Filters.in("_id", articles))
                .forEach((Document task) ->
                        claims.put(task.getString("_id"), Optional.ofNullable(task.getString("claim"))));
        return claims;
    }

    private void watch(Map<String, Optional<String>> lost, long began, long disturbancesBefore) {
        Map<String, Optional<String>> left = new HashMap<>(lost);
        try {
            while (!left.isEmpty() && System.nanoTime() - began < GIVEN_UP.toNanos()) {
                TimeUnit.MILLISECONDS.sleep(LOOKS_EVERY_MILLIS);
                look(left, began, disturbancesBefore);
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(Map<String, Optional<String>> left, long began, long disturbancesBefore) {
        try {
            Map<String, Optional<String>> now = claims(left.keySet());
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
            boolean calm = disturbances.get() == disturbancesBefore;
            left.entrySet().removeIf(entry -> {
                boolean recovered = !Objects.equals(now.get(entry.getKey()), entry.getValue());
                if (recovered) {
                    add(millis, calm);
                }
                return recovered;
            });
        } catch (RuntimeException storeAway) {
            // Asked again at the next look.
            return;
        }
    }

    private synchronized void add(long millis, boolean calm) {
        all.add(millis);
        if (calm) {
            undisturbed.add(millis);
        }
    }

    synchronized String text() {
        return "  with whole stores:  %s%n  all:                %s%n".formatted(text(undisturbed), text(all));
    }

    private static String text(List<Long> millis) {
        if (millis.isEmpty()) {
            return "none";
        }
        List<Long> sorted = millis.stream().sorted().toList();
        return "%d articles, p50 %.1f s, p99 %.1f s, longest %.1f s"
                .formatted(
                        sorted.size(),
                        sorted.get(sorted.size() / 2) / 1000.0,
                        sorted.get(Math.min(sorted.size() - 1, sorted.size() * 99 / 100)) / 1000.0,
                        sorted.getLast() / 1000.0);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        mongo.close();
    }
}

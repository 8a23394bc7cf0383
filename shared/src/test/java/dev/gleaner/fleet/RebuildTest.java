package dev.gleaner.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.queue.Lane;
import dev.gleaner.queue.QueueEntry;
import dev.gleaner.store.Stores;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An emptied Redis is filled again from MongoDB, whole, however much it is. */
class RebuildTest {
    private static final int TASKS = 100_000;
    private static final int INSERTED_AT_A_TIME = 5_000;

    private final Stores stores = new Stores();
    private final Audit audit = new Audit(
            stores.tasks,
            stores.queue,
            stores.view,
            stores.finisher,
            stores.holds,
            () -> {},
            stores.clock,
            Duration.ofSeconds(60),
            stores.events::add);

    @AfterEach
    void close() {
        stores.close();
    }

    @Tag("slow")
    @Test
    void everyOpenTaskIsQueuedAgainOnceWithItsVersionInItsLane() {
        for (int from = 0; from < TASKS; from += INSERTED_AT_A_TIME) {
            List<Document> chunk = new ArrayList<>(INSERTED_AT_A_TIME);
            for (int i = from; i < from + INSERTED_AT_A_TIME; i++) {
                chunk.add(task(i));
            }
            stores.collections.tasks().insertMany(chunk);
        }

        long began = System.nanoTime();
        audit.turn();
        long looked = System.nanoTime();
        stores.later(Audit.SECOND_LOOK);
        audit.turn();
        long repaired = System.nanoTime();
        System.out.printf(
                "Rebuilt an emptied Redis from %,d open tasks: what waited in %,d ms, what was running in %,d ms more,"
                        + " besides the %d s between the two looks%n",
                TASKS, (looked - began) / 1_000_000, (repaired - looked) / 1_000_000, Audit.SECOND_LOOK.toSeconds());

        List<QueueEntry> queued = new ArrayList<>(TASKS);
        for (Lane lane : Lane.values()) {
            List<QueueEntry> list = stores.redis.opsForList().range(stores.keys.list(lane), 0, -1).stream()
                    .map(QueueEntry::parse)
                    .map(Optional::orElseThrow)
                    .toList();
            assertThat(list).allMatch(one -> one.lane() == lane);
            queued.addAll(list);
        }
        assertThat(queued).hasSize(TASKS);
        Set<String> identities = queued.stream().map(QueueEntry::identity).collect(Collectors.toSet());
        List<String> wrong = new ArrayList<>();
        stores.tasks.scan(task -> {
            if (task.out() || !identities.remove(task.articleId() + "|" + task.version())) {
                wrong.add(task.articleId());
            }
        });
        assertThat(wrong).isEmpty();
        assertThat(identities).isEmpty();
        assertThat(stores.view.generation()).isPresent();
    }

    /** Some of each state; the running ones were being worked on when Redis was emptied. */
    private Document task(int i) {
        String state = i % 100 == 0 ? "RUNNING" : i % 50 == 1 ? "RETRY_WAIT" : "QUEUED";
        Document task = new Document("_id", "art_%012x".formatted(i))
                .append("waiters", List.of("job_%012x#1".formatted(i / 1000)))
                .append("need_after", Date.from(Instant.EPOCH))
                .append("lane", i % 3)
                .append("state", state)
                .append("url", "https://site%d.example/articles/%d".formatted(i % 500, i))
                .append("host", "site%d.example".formatted(i % 500))
                .append("fetch", null)
                .append("pushed_lane", i % 3)
                .append("version", "version%08d".formatted(i / 1000))
                .append("out", false)
                .append("attempt", 0)
                .append("crashes", 0)
                .append("starts", 0)
                .append("returns", 0)
                .append("created_at", Date.from(stores.now()));
        if (!state.equals("QUEUED")) {
            task.append("claim", "claim").append("starts", 1);
        }
        return state.equals("RETRY_WAIT") ? task.append("attempt", 1).append("due_at", Date.from(stores.now())) : task;
    }
}

package dev.gleaner.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gleaner.article.ErrorCode;
import dev.gleaner.event.Event;
import dev.gleaner.operations.mongo.MongoJobNumbers;
import dev.gleaner.operations.redis.RedisConsumerReports;
import dev.gleaner.operations.redis.RedisMinutes;
import dev.gleaner.operations.redis.RedisQueueNumbers;
import dev.gleaner.queue.Lane;
import dev.gleaner.queue.QueueEntry;
import dev.gleaner.store.Stores;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The numbers of the fleet, on real stores. */
class OperationsInStoresTest {
    private final Stores stores = new Stores();
    private final RedisMinutes minutes = new RedisMinutes(stores.redis, stores.keys);

    @AfterEach
    void close() {
        stores.close();
    }

    @Test
    void whatHappenedIsCountedByTheMinute() {
        Tally tally = new Tally(minutes, stores.clock);
        tally.on(new Event.ArticleEnded("a", "a.example", null, 100));
        tally.on(new Event.ArticleEnded("b", "a.example", ErrorCode.TIMEOUT, 0));
        tally.on(new Event.Claimed("me", 3));
        tally.flush();
        tally.on(new Event.ArticleEnded("c", "a.example", null, 11));
        tally.flush();

        List<Minutes.Minute> hour = minutes.last(stores.clock.instant(), 60);

        assertThat(hour).hasSize(60);
        assertThat(hour.getLast().counts())
                .isEqualTo(Map.of("succeeded", 2L, "failed", 1L, "code:TIMEOUT", 1L, "bytes", 111L, "claimed", 3L));
        assertThat(hour.getFirst().counts()).isEmpty();
        assertThat(stores.redis.getExpire(stores.keys.minute(Minutes.of(stores.clock.instant()))))
                .isPositive();
    }

    @Test
    void whatCouldNotBeHandedOnIsHandedOnLater() {
        AtomicBoolean away = new AtomicBoolean(true);
        Tally tally = new Tally(
                new Minutes() {
                    @Override
                    public void add(Map<Long, Map<String, Long>> counts) {
                        if (away.get()) {
                            throw new IllegalStateException("away");
                        }
                        minutes.add(counts);
                    }

                    @Override
                    public List<Minute> last(Instant now, int most) {
                        return minutes.last(now, most);
                    }
                },
                stores.clock);
        tally.on(new Event.Claimed("me", 3));
        assertThatThrownBy(tally::flush).hasMessage("away");
        away.set(false);
        tally.flush();

        assertThat(minutes.last(stores.clock.instant(), 1).getFirst().count(Tally.CLAIMED))
                .isEqualTo(3);
    }

    @Test
    void theQueueIsToldByPriority() {
        RedisQueueNumbers numbers = new RedisQueueNumbers(stores.redis, stores.keys, Clock.systemUTC());
        assertThat(numbers.read().lanes().get(Lane.LOW)).isEqualTo(new QueueNumbers.Depth(0, null));
        long then = Instant.now().minusSeconds(60).toEpochMilli();
        stores.queue.push(List.of(
                QueueEntry.fresh("a", "v", Lane.HIGH, then, "a.example"),
                QueueEntry.fresh("b", "v", Lane.HIGH, then, "a.example"),
                QueueEntry.fresh("c", "v", Lane.LOW, then, "a.example")));
        stores.leases.register("me");
        stores.queue.claim("me", 1);

        QueueNumbers.Depths depths = numbers.read();

        assertThat(depths.lanes().get(Lane.HIGH).entries()).isEqualTo(1);
        assertThat(depths.lanes().get(Lane.HIGH).oldest()).isBetween(Duration.ofSeconds(59), Duration.ofHours(1));
        assertThat(depths.held()).isEqualTo(1);
        assertThat(depths.nextDelayed()).isNull();
    }

    @Test
    void consumersThatLiveAreTold() {
        RedisConsumerReports reports = new RedisConsumerReports(stores.redis, stores.keys);
        Instant now = stores.clock.instant();
        ConsumerReport report = new ConsumerReport(
                "me",
                "me",
                "host",
                7,
                "0.1",
                now,
                now,
                64,
                1,
                List.of(new ConsumerReport.Running("a", "https://a.example", "a.example", "reading", now, null, null)),
                List.of("spider"),
                3);
        reports.tell(report, Duration.ofHours(1));
        assertThat(reports.all()).as("it has no lease").isEmpty();

        stores.leases.register("me");

        assertThat(reports.all()).containsExactly(report);
    }

    @Test
    void jobsAreCountedByState() {
        stores.collections
                .jobs()
                .insertMany(List.of(
                        new Document("_id", "a").append("status", "IN_PROGRESS").append("paused_at", new Date()),
                        new Document("_id", "b").append("status", "IN_PROGRESS").append("paused_at", null),
                        new Document("_id", "c").append("status", "COMPLETED").append("paused_at", null)));

        assertThat(new MongoJobNumbers(stores.collections).byState())
                .isEqualTo(Map.of(
                        "pending",
                        0L,
                        "in_progress",
                        2L,
                        "completed",
                        1L,
                        "failed",
                        0L,
                        "cancelled",
                        0L,
                        "paused",
                        1L));
    }
}

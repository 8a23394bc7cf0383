package dev.gleaner.queue.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.queue.PauseReason;
import dev.gleaner.queue.QueueEntry;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The pace that jobs ask for on a host. */
class RedisOwnPaceTest extends HostsInRedis {
    private static final Duration ATTEMPT = Duration.ofSeconds(30);
    private static final Duration SLOW = Duration.ofMinutes(20);

    @Test
    void aDelayHoldsFromTheFirstWhoAsksForItAndItGoesBack() {
        push(HOST, 3);
        push("b.example", 1);
        List<QueueEntry> held = claim(10);

        assertThat(asks(held.getFirst(), SLOW, null))
                .as("another of the host has just been started")
                .isFalse();
        stores.queue.giveBack(ME, List.of(held.getFirst()));
        assertThat(claim(10)).isEmpty();
        assertThat(stores.hosts.find(HOST).orElseThrow()).satisfies(state -> {
            assertThat(state.pausedUntil()).isNotNull();
            assertThat(state.reason()).isEqualTo(new PauseReason.OwnPace(SLOW));
            assertThat(state.mostAtOnce()).isEqualTo(4);
        });

        theDelayIsOver();
        List<QueueEntry> next = claim(10);
        assertThat(next).containsExactly(held.getFirst());
        assertThat(asks(next.getFirst(), SLOW, null)).isTrue();
        push(HOST, 1);
        assertThat(claim(10))
                .as("and then the delay again, for all of the host")
                .isEmpty();
    }

    @Test
    void oneAtATimeNeverRunsBesideAnother() {
        push(HOST, 3);
        List<QueueEntry> held = claim(10);
        assertThat(asks(held.getFirst(), null, 1)).isFalse();
        stores.queue.giveBack(ME, List.of(held.getFirst()));

        assertThat(claim(10)).as("two others run").isEmpty();
        stores.queue.ack(ME, List.of(held.get(1)));
        assertThat(claim(10)).as("one other runs").isEmpty();
        stores.queue.ack(ME, List.of(held.get(2)));
        push(HOST, 2);
        itWasLearnedLongAgo();
        List<QueueEntry> alone = claim(10);
        assertThat(alone).hasSize(1);
        assertThat(asks(alone.getFirst(), null, 1)).isTrue();
        assertThat(stores.hosts.find(HOST).orElseThrow().mostAtOnce()).isEqualTo(1);
    }

    @Test
    void theMoreCarefulOfTwoHoldsAndTheOtherDoesNotMakeItLast() {
        push(HOST, 1);
        QueueEntry entry = claim(1).getFirst();
        asks(entry, Duration.ofSeconds(5), 3);
        asks(entry, Duration.ofSeconds(60), null);
        assertThat(kept()).startsWith("60000|3|");
        String before = kept();

        asks(entry, Duration.ofSeconds(5), 3);

        assertThat(kept()).isEqualTo(before);
        set(3, System.currentTimeMillis() + 60_000);
        asks(entry, Duration.ofSeconds(60), 3);
        assertThat(field(3)).as("as long as it is asked for").isGreaterThan(System.currentTimeMillis() + 100_000);
    }

    @Test
    void whenNobodyAsksForItAnyMoreTheHostIsAsAnyOther() {
        push(HOST, 1);
        QueueEntry first = claim(1).getFirst();
        asks(first, Duration.ZERO, 1);
        stores.queue.ack(ME, List.of(first));
        push(HOST, 3);
        assertThat(claim(10)).hasSize(1);

        set(3, 1);
        stores.queue.ack(ME, stores.queue.held(ME));

        assertThat(claim(10))
                .as("all that wait, not one for the one that is let go")
                .hasSize(2);
        assertThat(stores.redis.hasKey(key())).isFalse();
    }

    @Test
    void whatIsFasterThanTheFleetHoldsAtOnce() {
        push(HOST, 10);
        List<QueueEntry> held = claim(10);
        assertThat(held).hasSize(4);

        assertThat(asks(held.getFirst(), null, 8)).isTrue();
        assertThat(asks(held.get(1), null, 8)).isTrue();

        push(HOST, 4);
        assertThat(claim(10)).as("of eight").hasSize(4);
    }

    @Test
    void aCrawlDelayThatAsksForMoreHolds() {
        push(HOST, 2);
        List<QueueEntry> held = claim(10);
        stores.queue.crawlDelay(ME, held.getFirst(), SLOW);
        asks(held.getFirst(), Duration.ofMillis(1), null);
        stores.queue.ack(ME, held);

        theDelayIsOver();
        push(HOST, 2);
        assertThat(claim(10)).hasSize(1);
        assertThat(stores.hosts.find(HOST).orElseThrow().reason()).isEqualTo(new PauseReason.CrawlDelay(SLOW));
        assertThat(Long.parseLong((String) stores.redis.opsForHash().get(stores.keys.pace(), HOST)))
                .isGreaterThan(System.currentTimeMillis() + SLOW.dividedBy(2).toMillis());
    }

    @Test
    void whatIsVoidCostsNoDelay() {
        stores.redis.opsForValue().set(stores.keys.crawlPrefix() + HOST, SLOW.toMillis() + "|1");
        push(HOST, 3);
        QueueEntry first = claim(10).getFirst();
        assertThat(claim(10)).isEmpty();

        stores.queue.discard(ME, List.of(first));

        List<QueueEntry> second = claim(10);
        assertThat(second).hasSize(1).doesNotContain(first);
        stores.queue.ack(ME, second);
        assertThat(claim(10)).as("this one was fetched").isEmpty();
    }

    private boolean asks(QueueEntry entry, @Nullable Duration delay, @Nullable Integer most) {
        return stores.queue.ownPace(ME, entry, delay, most, ATTEMPT);
    }

    private String key() {
        return stores.keys.ownPacePrefix() + HOST;
    }

    private String kept() {
        return String.valueOf(stores.redis.opsForValue().get(key()));
    }

    /** What Redis holds when it was learned long ago. */
    private void itWasLearnedLongAgo() {
        set(2, 1);
    }

    private long field(int index) {
        return Long.parseLong(kept().split("\\|")[index]);
    }

    private void set(int index, long value) {
        String[] fields = kept().split("\\|");
        fields[index] = Long.toString(value);
        stores.redis.opsForValue().set(key(), String.join("|", fields));
    }

    private void theDelayIsOver() {
        stores.redis.opsForHash().put(stores.keys.pace(), HOST, "1");
        if (stores.redis.opsForZSet().score(stores.keys.hosts(), HOST) != null) {
            stores.redis.opsForZSet().add(stores.keys.hosts(), HOST, 1);
        }
        itWasLearnedLongAgo();
    }
}

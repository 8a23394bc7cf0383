package dev.gleaner.queue.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.queue.ClaimResult;
import dev.gleaner.queue.HostPace.Complaint;
import dev.gleaner.queue.HostPace.Pause;
import dev.gleaner.queue.Lane;
import dev.gleaner.queue.QueueEntry;
import dev.gleaner.queue.QueueRules;
import dev.gleaner.store.Stores;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A queue on a real Redis, whose clock no test can move: what it remembers of hosts is moved instead. */
abstract class HostsInRedis {
    static final String ME = "me";
    static final String HOST = "a.example:8080";
    static final int GOOD = 2;
    static final int ENDS = 5;
    static final int FORGET = 6;

    final QueueRules rules = QueueRules.defaults().withHostMaxConcurrent(4);
    final Stores stores = new Stores(rules);

    @BeforeEach
    void live() {
        stores.leases.register(ME);
    }

    @AfterEach
    void close() {
        stores.close();
    }

    Optional<Pause> complain(String article) {
        return complain(HOST, article, null);
    }

    Optional<Pause> complain(String article, Duration asked) {
        return complain(HOST, article, asked);
    }

    Optional<Pause> complain(String host, String article, @Nullable Duration asked) {
        return stores.queue.complained(new Complaint(on(host, article), 503, asked, false));
    }

    /** Three addresses complain. */
    Pause slow(String host) {
        assertThat(complain(host, "s1", null)).isEmpty();
        assertThat(complain(host, "s2", null)).isEmpty();
        Pause pause = complain(host, "s3", null).orElseThrow();
        assertThat(pause.left()).isGreaterThanOrEqualTo(Duration.ofSeconds(1)).isEqualTo(pause.spread());
        return pause;
    }

    void itsPauseIsOver(String host) {
        stores.redis.opsForHash().delete(stores.keys.pace(), host);
        set(host, ENDS, 1);
        if (stores.redis.opsForZSet().score(stores.keys.hosts(), host) != null) {
            stores.redis.opsForZSet().add(stores.keys.hosts(), host, 1);
        }
    }

    /** However slow this machine is. */
    void itsPauseLasts(String host) {
        long end = Instant.now().plus(Duration.ofHours(1)).toEpochMilli();
        stores.redis.opsForHash().put(stores.keys.pace(), host, Long.toString(end));
        set(host, ENDS, end);
    }

    String remembered(String host) {
        return (String) stores.redis.opsForHash().get(stores.keys.slowed(), host);
    }

    long field(String host, int index) {
        return Long.parseLong(remembered(host).split("\\|")[index]);
    }

    void set(String host, int index, long value) {
        String[] fields = remembered(host).split("\\|");
        fields[index] = Long.toString(value);
        stores.redis.opsForHash().put(stores.keys.slowed(), host, String.join("|", fields));
    }

    void push(String host, int count) {
        stores.queue.push(IntStream.rangeClosed(1, count)
                .mapToObj(i -> on(host, host + "/" + i))
                .toList());
    }

    List<QueueEntry> claim(int want) {
        return ((ClaimResult.Taken) stores.queue.claim(ME, want)).entries();
    }

    static QueueEntry on(String host, String id) {
        return QueueEntry.fresh(id, "v", Lane.HIGH, System.currentTimeMillis(), host);
    }
}

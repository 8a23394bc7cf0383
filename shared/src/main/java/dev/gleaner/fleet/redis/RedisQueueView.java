package dev.gleaner.fleet.redis;

import dev.gleaner.fleet.QueueView;
import dev.gleaner.queue.Lane;
import dev.gleaner.queue.QueueEntry;
import dev.gleaner.queue.redis.QueueKeys;
import dev.gleaner.queue.redis.QueueScripts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.data.redis.core.Cursor;
import org.springframework.data.redis.core.ScanOptions;
import org.springframework.data.redis.core.StringRedisTemplate;

/** The queue in Redis seen as a whole, read in chunks. */
public final class RedisQueueView implements QueueView {
    private static final int CHUNK = 5000;
    private static final String GENERATION = "generation";

    private final StringRedisTemplate redis;
    private final QueueKeys keys;
    private final QueueScripts scripts;

    public RedisQueueView(StringRedisTemplate redis, QueueKeys keys, QueueScripts scripts) {
        this.redis = redis;
        this.keys = keys;
        this.scripts = scripts;
    }

    @Override
    public Optional<String> generation() {
        return Optional.ofNullable((String) redis.opsForHash().get(keys.meta(), GENERATION));
    }

    @Override
    public void renewGeneration(String id) {
        redis.opsForHash().putIfAbsent(keys.meta(), GENERATION, id);
    }

    @Override
    public boolean lead(String name, Duration length) {
        return Boolean.TRUE.equals(redis.opsForValue().setIfAbsent(keys.audit(), name, length));
    }

    @Override
    public Set<String> present() {
        Set<String> found = new HashSet<>();
        // In the order in which elements move on, so that one that moves while we read is met behind rather than
        // missed.
        for (String host : redis.opsForZSet().range(keys.hosts(), 0, -1)) {
            sortedSet(keys.waitingPrefix() + host, found);
        }
        sortedSet(keys.delayed(), found);
        for (Lane lane : Lane.values()) {
            list(keys.list(lane), found);
        }
        for (String incarnation : incarnations()) {
            for (Object element : redis.opsForHash().keys(keys.held(incarnation))) {
                found.add(QueueEntry.parse((String) element).identity());
            }
        }
        return found;
    }

    @Override
    public long recoverForgotten() {
        Set<String> holders = named(keys.held(""));
        holders.removeAll(incarnations());
        long total = 0;
        for (String incarnation : holders) {
            long moved;
            do {
                // The script asks for the lease again: one that began meanwhile is left alone.
                moved = scripts.run(redis, scripts.reap, incarnation, incarnation);
                total += Math.max(0, moved);
            } while (moved > 0);
        }
        Set<String> hosts = named(keys.waitingPrefix());
        hosts.removeAll(redis.opsForZSet().range(keys.hosts(), 0, -1));
        for (String host : hosts) {
            total += scripts.run(redis, scripts.listHost, "none", host);
        }
        return total;
    }

    /** The rest of the names of all keys that begin so. */
    private Set<String> named(String prefix) {
        Set<String> found = new HashSet<>();
        ScanOptions pattern =
                ScanOptions.scanOptions().match(prefix + "*").count(1000).build();
        try (Cursor<String> names = redis.scan(pattern)) {
            names.forEachRemaining(key -> found.add(key.substring(prefix.length())));
        }
        return found;
    }

    @Override
    public long rebuildHosts() {
        List<String> arguments = new ArrayList<>();
        arguments.add(keys.held(""));
        arguments.addAll(incarnations());
        return scripts.run(redis, scripts.rebuildHosts, "none", arguments);
    }

    private Collection<String> incarnations() {
        return redis.opsForZSet().range(keys.consumers(), 0, -1);
    }

    private void list(String key, Set<String> found) {
        // From the claim end, where entries leave: reading from there can see one twice, but hardly miss one.
        for (long from = 0; ; from += CHUNK) {
            List<String> chunk = redis.opsForList().range(key, -(from + CHUNK), -(from + 1));
            if (chunk == null || chunk.isEmpty()) {
                return;
            }
            chunk.forEach(element -> found.add(QueueEntry.parse(element).identity()));
        }
    }

    private void sortedSet(String key, Set<String> found) {
        for (long from = 0; ; from += CHUNK) {
            Set<String> chunk = redis.opsForZSet().range(key, from, from + CHUNK - 1);
            if (chunk == null || chunk.isEmpty()) {
                return;
            }
            chunk.forEach(element -> found.add(QueueEntry.parse(element).identity()));
        }
    }
}

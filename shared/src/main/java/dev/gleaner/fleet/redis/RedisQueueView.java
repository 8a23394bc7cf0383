package dev.gleaner.fleet.redis;

import dev.gleaner.fleet.QueueView;
import dev.gleaner.queue.EntryReader;
import dev.gleaner.queue.QueueEntry;
import dev.gleaner.queue.redis.QueueKeys;
import dev.gleaner.queue.redis.QueueScripts;
import dev.gleaner.queue.redis.RedisQueueReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/** The queue in Redis seen as a whole. */
public final class RedisQueueView implements QueueView {
    private static final Logger log = LoggerFactory.getLogger(RedisQueueView.class);
    private static final String GENERATION = "generation";

    /** Texts that are remembered, so that each is told once. */
    private static final int MOST_TOLD = 1000;

    private final StringRedisTemplate redis;
    private final QueueKeys keys;
    private final QueueScripts scripts;
    private final RedisQueueReader reader;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    public RedisQueueView(StringRedisTemplate redis, QueueKeys keys, QueueScripts scripts) {
        this.redis = redis;
        this.keys = keys;
        this.scripts = scripts;
        this.reader = new RedisQueueReader(redis, keys);
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
        reader.recorded(new EntryReader() {
            @Override
            public void read(String place, QueueEntry entry) {
                found.add(entry.identity());
            }

            @Override
            public void malformed(String place, String text) {
                tell(place, text);
            }
        });
        redis.opsForList().range(keys.malformed(), 0, -1).forEach(text -> tell(keys.malformed(), text));
        return found;
    }

    /** Skipped where it lies, and set aside by whoever comes upon it. */
    private void tell(String place, String text) {
        if (told.size() < MOST_TOLD && told.add(text)) {
            log.warn("What lies in {} is no entry of the queue: {}", place, text);
        }
    }

    @Override
    public long recoverForgotten() {
        Set<String> holders = reader.holders();
        holders.removeAll(reader.incarnations());
        long total = 0;
        for (String incarnation : holders) {
            long moved;
            do {
                // The script asks for the lease again: one that began meanwhile is left alone.
                moved = scripts.run(redis, scripts.reap, incarnation, incarnation);
                total += Math.max(0, moved);
            } while (moved > 0);
        }
        Set<String> hosts = reader.waitingHosts();
        hosts.removeAll(reader.listedHosts());
        for (String host : hosts) {
            total += scripts.run(redis, scripts.listHost, "none", host);
        }
        return total;
    }

    @Override
    public long rebuildHosts() {
        List<String> arguments = new ArrayList<>();
        arguments.add(keys.held(""));
        arguments.addAll(reader.incarnations());
        return scripts.run(redis, scripts.rebuildHosts, "none", arguments);
    }
}

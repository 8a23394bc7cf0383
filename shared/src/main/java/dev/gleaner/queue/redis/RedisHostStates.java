package dev.gleaner.queue.redis;

import dev.gleaner.queue.HostStates;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Reads how hosts stand; not a snapshot, two reads of a moment. */
public final class RedisHostStates implements HostStates {
    private final RedisQueueReader reader;
    private final InstantSource clock;

    public RedisHostStates(StringRedisTemplate redis, QueueKeys keys, InstantSource clock) {
        this.reader = new RedisQueueReader(redis, keys);
        this.clock = clock;
    }

    @Override
    public Map<String, HostState> of(Collection<String> hosts) {
        if (hosts.isEmpty()) {
            return Map.of();
        }
        List<String> names = List.copyOf(hosts);
        List<Long> running = reader.running(names);
        List<Long> pace = reader.pace(names);
        Instant now = clock.instant();
        Map<String, HostState> states = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            Instant until = Instant.ofEpochMilli(pace.get(i));
            states.put(names.get(i), new HostState(running.get(i).intValue(), until.isAfter(now) ? until : null));
        }
        return states;
    }
}

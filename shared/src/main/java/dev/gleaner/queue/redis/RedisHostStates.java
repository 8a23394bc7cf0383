package dev.gleaner.queue.redis;

import dev.gleaner.queue.HostStates;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Reads how hosts stand; not a snapshot, two reads of a moment. */
public final class RedisHostStates implements HostStates {
    private final StringRedisTemplate redis;
    private final QueueKeys keys;
    private final InstantSource clock;

    public RedisHostStates(StringRedisTemplate redis, QueueKeys keys, InstantSource clock) {
        this.redis = redis;
        this.keys = keys;
        this.clock = clock;
    }

    @Override
    public Map<String, HostState> of(Collection<String> hosts) {
        if (hosts.isEmpty()) {
            return Map.of();
        }
        List<Object> names = List.copyOf(hosts);
        List<Object> running = redis.opsForHash().multiGet(keys.running(), names);
        List<Object> pace = redis.opsForHash().multiGet(keys.pace(), names);
        Instant now = clock.instant();
        Map<String, HostState> states = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            Instant until = Instant.ofEpochMilli(number(pace.get(i)));
            states.put(
                    (String) names.get(i),
                    new HostState((int) number(running.get(i)), until.isAfter(now) ? until : null));
        }
        return states;
    }

    private static long number(@Nullable Object value) {
        return value == null ? 0 : Long.parseLong((String) value);
    }
}

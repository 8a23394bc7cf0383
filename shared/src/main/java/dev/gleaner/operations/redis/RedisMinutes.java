package dev.gleaner.operations.redis;

import dev.gleaner.operations.Minutes;
import dev.gleaner.queue.redis.QueueKeys;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;

/** A hash for each minute, which ends by itself. */
public final class RedisMinutes implements Minutes {
    private static final Duration KEPT = Duration.ofHours(3);

    private final StringRedisTemplate redis;
    private final QueueKeys keys;

    public RedisMinutes(StringRedisTemplate redis, QueueKeys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    @Override
    public void add(Map<Long, Map<String, Long>> counts) {
        redis.executePipelined((RedisCallback<@Nullable Object>) connection -> {
            counts.forEach((minute, more) -> {
                byte[] key = bytes(keys.minute(minute));
                more.forEach((name, count) -> connection.hashCommands().hIncrBy(key, bytes(name), count));
                connection.keyCommands().expire(key, KEPT.toSeconds());
            });
            return null;
        });
    }

    @Override
    public List<Minute> last(Instant now, int minutes) {
        long first = Minutes.of(now) - minutes + 1;
        List<Object> hashes = redis.executePipelined((RedisCallback<@Nullable Object>) connection -> {
            for (int i = 0; i < minutes; i++) {
                connection.hashCommands().hGetAll(bytes(keys.minute(first + i)));
            }
            return null;
        });
        List<Minute> read = new ArrayList<>(minutes);
        for (int i = 0; i < minutes; i++) {
            Map<String, Long> counts = new HashMap<>();
            if (hashes.get(i) instanceof Map<?, ?> hash) {
                hash.forEach((name, count) -> counts.put(name.toString(), number(count.toString())));
            }
            read.add(new Minute(Instant.ofEpochSecond((first + i) * 60), counts));
        }
        return read;
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException notOurs) {
            return 0;
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

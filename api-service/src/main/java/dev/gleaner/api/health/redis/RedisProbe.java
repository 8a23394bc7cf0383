package dev.gleaner.api.health.redis;

import dev.gleaner.api.health.StoreProbe;
import dev.gleaner.queue.redis.QueueKeys;
import dev.gleaner.store.redis.RedisFaults;
import dev.gleaner.store.redis.RedisMemory;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.data.redis.connection.RedisStringCommands.SetOption;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.types.Expiration;
import org.springframework.stereotype.Component;

/** Sets a key only if it is there. */
@Component
@Order(2)
final class RedisProbe implements StoreProbe {
    private final StringRedisTemplate redis;
    private final byte[] key = QueueKeys.standard().health().getBytes(StandardCharsets.UTF_8);
    private final RedisFaults faults = new RedisFaults();

    RedisProbe(StringRedisTemplate redis) {
        this.redis = redis;
    }

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public void ask() {
        faults.run(() -> redis.execute(
                connection -> connection
                        .stringCommands()
                        .set(key, new byte[0], Expiration.persistent(), SetOption.SET_IF_PRESENT),
                true));
    }

    @Override
    public Optional<String> warning() {
        return RedisMemory.of(redis).warning();
    }
}

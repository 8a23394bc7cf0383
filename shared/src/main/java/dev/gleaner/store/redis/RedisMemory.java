package dev.gleaner.store.redis;

import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * How much of its memory a Redis uses.
 *
 * @param used bytes
 * @param most bytes of {@code maxmemory}, beyond which it refuses writes; 0 for no limit
 */
public record RedisMemory(long used, long most) {
    /** Time enough to act in, and far enough from what a rewrite of the file takes for a moment. */
    private static final int NEAR_PERCENT = 80;

    private static final int PERCENT = 100;
    private static final double MEGABYTE = 1 << 20;

    /** Asks; without an answer there is no limit. */
    public static RedisMemory of(StringRedisTemplate redis) {
        @Nullable
        Properties memory = redis.execute(
                (RedisConnection connection) -> connection.serverCommands().info("memory"), true);
        return memory == null
                ? new RedisMemory(0, 0)
                : new RedisMemory(number(memory, "used_memory"), number(memory, "maxmemory"));
    }

    /** What a person should know, when the limit is near. */
    public Optional<String> warning() {
        if (most == 0 || used * PERCENT < most * NEAR_PERCENT) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "it uses %.1f of %.1f MB (maxmemory), and takes no writes when they are full",
                used / MEGABYTE,
                most / MEGABYTE));
    }

    private static long number(Properties memory, String name) {
        String text = memory.getProperty(name, "");
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }
}

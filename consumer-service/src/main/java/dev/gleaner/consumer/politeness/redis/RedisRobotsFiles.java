package dev.gleaner.consumer.politeness.redis;

import dev.gleaner.consumer.politeness.RobotsFile;
import dev.gleaner.consumer.politeness.RobotsFiles;
import dev.gleaner.queue.redis.QueueKeys;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.DefaultRedisScript;
import org.springframework.data.redis.core.script.RedisScript;

/**
 * robots.txt files in Redis. Redis must not evict, so that the queue is safe; hence what strangers may fill is bounded here:
 * each file, and all of them together.
 */
public final class RedisRobotsFiles implements RobotsFiles {
    /** Of a file as it is stored. */
    static final int MOST_CHARACTERS = 8 << 10;

    private final RedisScript<Long> keep = new DefaultRedisScript<>(script(), Long.class);

    private final StringRedisTemplate redis;
    private final QueueKeys keys;
    private final long mostBytes;

    /** @param mostBytes that all files together may take, with their keys and the index of them */
    public RedisRobotsFiles(StringRedisTemplate redis, QueueKeys keys, long mostBytes) {
        this.redis = redis;
        this.keys = keys;
        this.mostBytes = mostBytes;
    }

    @Override
    public Optional<RobotsFile> find(String origin) {
        return Optional.ofNullable(redis.opsForValue().get(keys.robots(origin))).flatMap(RobotsText::read);
    }

    @Override
    public boolean keep(String origin, RobotsFile file, Duration length) {
        String text = RobotsText.of(file);
        return text.length() <= MOST_CHARACTERS
                && redis.execute(
                                keep,
                                List.of(keys.robots(""), keys.robotsKnown(), keys.robotsSizes()),
                                origin,
                                text,
                                Long.toString(length.toMillis()),
                                Long.toString(mostBytes))
                        == 1;
    }

    private static String script() {
        try (InputStream in = Objects.requireNonNull(RedisRobotsFiles.class.getResourceAsStream("keep_robots.lua"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

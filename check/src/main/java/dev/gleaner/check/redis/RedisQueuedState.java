package dev.gleaner.check.redis;

import dev.gleaner.check.Invariant;
import dev.gleaner.check.QueuedState;
import dev.gleaner.check.StoreUnreadableException;
import dev.gleaner.check.Violation;
import dev.gleaner.progress.ProgressUpdate;
import dev.gleaner.progress.redis.RedisProgressBus;
import dev.gleaner.queue.Lane;
import dev.gleaner.queue.redis.QueueKeys;
import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.Cursor;
import org.springframework.data.redis.core.ScanOptions;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.DefaultRedisScript;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.data.redis.listener.RedisMessageListenerContainer;

/**
 * Reads the queue in chunks. Held hashes and waiting sets are found by their names, not by the records that lead to them,
 * so that those which no record leads to are found, too.
 */
public final class RedisQueuedState implements QueuedState, AutoCloseable {
    private static final int CHUNK = 5000;

    @SuppressWarnings({"unchecked", "rawtypes"}) // a script class is a raw List
    private final RedisScript<List<Object>> wrongCounts =
            (RedisScript) new DefaultRedisScript<>(text("wrong_counts.lua"), List.class);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final StringRedisTemplate redis;
    private final QueueKeys keys;
    private final Runnable connection;

    public RedisQueuedState(StringRedisTemplate redis, QueueKeys keys) {
        this(redis, keys, () -> {});
    }

    private RedisQueuedState(StringRedisTemplate redis, QueueKeys keys, Runnable connection) {
        this.redis = redis;
        this.keys = keys;
        this.connection = connection;
    }

    /**
     * Connects, and asks the server once.
     *
     * @param listener is told what is published from now on
     * @throws StoreUnreadableException if it does not answer or refuses
     */
    public static RedisQueuedState open(String url, Consumer<List<ProgressUpdate>> listener) {
        RedisURI uri;
        try {
            uri = RedisURI.create(url);
        } catch (IllegalArgumentException wrong) {
            // Its message may repeat the password.
            throw new StoreUnreadableException("REDIS_URL is no Redis URL", wrong);
        }
        var client =
                LettuceClientConfiguration.builder().commandTimeout(PATIENCE).shutdownTimeout(Duration.ZERO);
        if (uri.isSsl()) {
            client.useSsl();
        }
        var factory =
                new LettuceConnectionFactory(LettuceConnectionFactory.createRedisConfiguration(uri), client.build());
        RedisMessageListenerContainer messages = new RedisMessageListenerContainer();
        try {
            factory.start();
            StringRedisTemplate redis = new StringRedisTemplate(factory);
            redis.execute(RedisConnection::ping, true);
            messages.setConnectionFactory(factory);
            messages.afterPropertiesSet();
            new RedisProgressBus(redis, messages).subscribe(listener);
            messages.start();
            return new RedisQueuedState(redis, QueueKeys.standard(), () -> close(messages, factory));
        } catch (DataAccessException away) {
            close(messages, factory);
            throw new StoreUnreadableException(
                    "Redis at %s:%d cannot be read: it does not answer, or refuses"
                            .formatted(uri.getHost(), uri.getPort()),
                    away);
        }
    }

    private static void close(RedisMessageListenerContainer messages, LettuceConnectionFactory factory) {
        try {
            messages.destroy();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            factory.destroy();
        }
    }

    @Override
    public void close() {
        connection.run();
    }

    @Override
    public void elements(Reader reader) {
        named(keys.waitingPrefix(), key -> sortedSet(key, "waiting", reader));
        sortedSet(keys.delayed(), "delayed", reader);
        for (Lane lane : Lane.values()) {
            list(keys.list(lane), lane.name().toLowerCase(Locale.ROOT), reader);
        }
        named(keys.held(""), key -> {
            try (Cursor<Map.Entry<Object, Object>> held = redis.opsForHash()
                    .scan(key, ScanOptions.scanOptions().count(1000).build())) {
                held.forEachRemaining(entry -> reader.read("held", (String) entry.getKey()));
            }
        });
    }

    @Override
    public long size() {
        long[] size = {count(redis.opsForZSet().zCard(keys.delayed()))};
        for (Lane lane : Lane.values()) {
            size[0] += count(redis.opsForList().size(keys.list(lane)));
        }
        named(keys.waitingPrefix(), key -> size[0] += count(redis.opsForZSet().zCard(key)));
        return size[0];
    }

    @Override
    public List<Violation> strays() {
        List<Violation> found = new ArrayList<>();
        String held = keys.held("");
        named(held, key -> {
            String incarnation = key.substring(held.length());
            if (redis.opsForZSet().score(keys.consumers(), incarnation) == null) {
                found.add(Invariant.HELD_HAS_A_LEASE.violation(incarnation));
            }
        });
        String waiting = keys.waitingPrefix();
        named(waiting, key -> {
            String host = key.substring(waiting.length());
            if (redis.opsForZSet().score(keys.hosts(), host) == null) {
                found.add(Invariant.WAITING_HOST_IS_LISTED.violation(host));
            }
        });
        Long now = redis.execute(connection -> connection.serverCommands().time(TimeUnit.MILLISECONDS), true);
        Objects.requireNonNull(redis.opsForZSet().rangeByScore(keys.consumers(), 0, now == null ? 0 : now))
                .forEach(incarnation -> found.add(Invariant.DEAD_CONSUMERS_ARE_REAPED.violation(incarnation)));
        return found;
    }

    @Override
    public Map<String, Long> wrongCounts() {
        Map<String, Long> wrong = new TreeMap<>();
        List<Object> answer = redis.execute(wrongCounts, List.of(keys.running(), keys.consumers()), keys.held(""));
        for (int i = 0; answer != null && i + 1 < answer.size(); i += 2) {
            wrong.put((String) answer.get(i), Long.parseLong((String) answer.get(i + 1)));
        }
        return wrong;
    }

    @Override
    public Map<String, Long> runningCounts() {
        Map<String, Long> counts = new TreeMap<>();
        redis.opsForHash()
                .entries(keys.running())
                .forEach((host, count) -> counts.put((String) host, Long.parseLong((String) count)));
        return counts;
    }

    /** Calls for every key with this prefix. */
    private void named(String prefix, Consumer<String> reader) {
        // Of the characters that a pattern gives a meaning to, a name holds none but the braces of its tag, which have
        // none.
        ScanOptions pattern =
                ScanOptions.scanOptions().match(prefix + "*").count(1000).build();
        try (Cursor<String> names = redis.scan(pattern)) {
            names.forEachRemaining(reader);
        }
    }

    private void list(String key, String place, Reader reader) {
        // From the claim end, where entries leave: reading from there can see one twice, but hardly miss one.
        for (long from = 0; ; from += CHUNK) {
            List<String> chunk = redis.opsForList().range(key, -(from + CHUNK), -(from + 1));
            if (chunk == null || chunk.isEmpty()) {
                return;
            }
            chunk.forEach(element -> reader.read(place, element));
        }
    }

    private void sortedSet(String key, String place, Reader reader) {
        for (long from = 0; ; from += CHUNK) {
            var chunk = redis.opsForZSet().range(key, from, from + CHUNK - 1);
            if (chunk == null || chunk.isEmpty()) {
                return;
            }
            chunk.forEach(element -> reader.read(place, element));
        }
    }

    private static long count(@Nullable Long value) {
        return value == null ? 0 : value;
    }

    private static String text(String name) {
        try (InputStream in = Objects.requireNonNull(RedisQueuedState.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

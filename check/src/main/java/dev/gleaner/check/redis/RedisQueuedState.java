package dev.gleaner.check.redis;

import dev.gleaner.check.Invariant;
import dev.gleaner.check.QueuedState;
import dev.gleaner.check.StoreUnreadableException;
import dev.gleaner.check.Violation;
import dev.gleaner.duty.CoreFailure;
import dev.gleaner.progress.ProgressUpdate;
import dev.gleaner.progress.redis.RedisProgressBus;
import dev.gleaner.queue.EntryReader;
import dev.gleaner.queue.redis.QueueKeys;
import dev.gleaner.queue.redis.RedisQueueReader;
import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.DefaultRedisScript;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.data.redis.listener.RedisMessageListenerContainer;

/** The queue as a whole; what no record leads to is found, too, by its name. */
public final class RedisQueuedState implements QueuedState, AutoCloseable {
    @SuppressWarnings({"unchecked", "rawtypes"}) // a script class is a raw List
    private final RedisScript<List<Object>> wrongCounts =
            (RedisScript) new DefaultRedisScript<>(text("wrong_counts.lua"), List.class);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final StringRedisTemplate redis;
    private final QueueKeys keys;
    private final RedisQueueReader reader;
    private final Runnable connection;

    public RedisQueuedState(StringRedisTemplate redis, QueueKeys keys) {
        this(redis, keys, () -> {});
    }

    private RedisQueuedState(StringRedisTemplate redis, QueueKeys keys, Runnable connection) {
        this.redis = redis;
        this.keys = keys;
        this.reader = new RedisQueueReader(redis, keys);
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
            new RedisProgressBus(redis, messages, CoreFailure.ofThisProcess()).subscribe(listener);
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
    public void entries(EntryReader entries) {
        reader.all(entries);
    }

    @Override
    public long size() {
        return reader.size();
    }

    @Override
    public List<Violation> strays() {
        List<Violation> found = new ArrayList<>();
        Set<String> holders = reader.holders();
        holders.removeAll(reader.incarnations());
        holders.forEach(incarnation -> found.add(Invariant.HELD_HAS_A_LEASE.violation(incarnation)));
        Set<String> hosts = reader.waitingHosts();
        hosts.removeAll(reader.listedHosts());
        hosts.forEach(host -> found.add(Invariant.WAITING_HOST_IS_LISTED.violation(host)));
        reader.expired().forEach(incarnation -> found.add(Invariant.DEAD_CONSUMERS_ARE_REAPED.violation(incarnation)));
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
        return reader.running();
    }

    private static String text(String name) {
        try (InputStream in = Objects.requireNonNull(RedisQueuedState.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

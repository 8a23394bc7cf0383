package dev.gleaner.operations.redis;

import dev.gleaner.operations.QueueNumbers;
import dev.gleaner.queue.Lane;
import dev.gleaner.queue.QueueEntry;
import dev.gleaner.queue.redis.QueueKeys;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.ZSetOperations.TypedTuple;

/** Lengths and heads, in three round trips. */
public final class RedisQueueNumbers implements QueueNumbers {
    private static final int MOST_HOSTS = 1_000;
    private static final int MOST_CONSUMERS = 1_000;

    private final StringRedisTemplate redis;
    private final QueueKeys keys;
    private final InstantSource clock;

    public RedisQueueNumbers(StringRedisTemplate redis, QueueKeys keys, InstantSource clock) {
        this.redis = redis;
        this.keys = keys;
        this.clock = clock;
    }

    @Override
    public Depths read() {
        Set<String> hosts = redis.opsForZSet().range(keys.hosts(), 0, MOST_HOSTS - 1);
        Set<String> consumers = redis.opsForZSet().range(keys.consumers(), 0, MOST_CONSUMERS - 1);
        Iterator<Object> answers = redis.executePipelined((RedisCallback<@Nullable Object>) connection -> {
                    for (Lane lane : Lane.values()) {
                        connection.listCommands().lLen(bytes(keys.list(lane)));
                        connection.listCommands().lIndex(bytes(keys.list(lane)), -1);
                    }
                    ask(connection, hosts, consumers);
                    return null;
                })
                .iterator();
        Map<Lane, Depth> lanes = new EnumMap<>(Lane.class);
        for (Lane lane : Lane.values()) {
            lanes.put(lane, new Depth(number(answers.next()), age(answers.next())));
        }
        long delayed = number(answers.next());
        long waiting = 0;
        for (int i = 0; i < hosts.size(); i++) {
            waiting += number(answers.next());
        }
        long held = 0;
        for (int i = 0; i < consumers.size(); i++) {
            held += number(answers.next());
        }
        return new Depths(lanes, delayed, delayed == 0 ? null : nextDelayed(), waiting, held);
    }

    private void ask(RedisConnection connection, Set<String> hosts, Set<String> consumers) {
        connection.zSetCommands().zCard(bytes(keys.delayed()));
        hosts.forEach(host -> connection.zSetCommands().zCard(bytes(keys.waitingPrefix() + host)));
        consumers.forEach(consumer -> connection.hashCommands().hLen(bytes(keys.held(consumer))));
    }

    private @Nullable Duration nextDelayed() {
        Set<TypedTuple<String>> first = redis.opsForZSet().rangeWithScores(keys.delayed(), 0, 0);
        return first.stream()
                .map(TypedTuple::getScore)
                .flatMap(score -> Optional.ofNullable(score).stream())
                .map(score -> Duration.ofMillis(Math.max(0, score.longValue() - clock.millis())))
                .findFirst()
                .orElse(null);
    }

    private @Nullable Duration age(@Nullable Object entry) {
        return entry instanceof String text
                ? QueueEntry.parse(text)
                        .map(one -> Duration.ofMillis(Math.max(0, clock.millis() - one.enqueuedMs())))
                        .orElse(null)
                : null;
    }

    private static long number(@Nullable Object answer) {
        return answer instanceof Number number ? number.longValue() : 0;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

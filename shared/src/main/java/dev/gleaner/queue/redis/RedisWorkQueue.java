package dev.gleaner.queue.redis;

import dev.gleaner.queue.ClaimResult;
import dev.gleaner.queue.QueueEntry;
import dev.gleaner.queue.QueueRules;
import dev.gleaner.queue.WorkQueue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;

/** The queue in Redis; every move is one script. */
public final class RedisWorkQueue implements WorkQueue {
    private static final int PUSHED_PER_CALL = 1000;
    private static final String NOBODY = "none";

    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(60);
    private static final Duration LONGEST_PAUSE = Duration.ofDays(1);
    private static final Duration FORGIVEN_AFTER = Duration.ofMinutes(30);

    /** So that hosts paused together do not come back together. */
    private static final int JITTER_THOUSANDTHS = 250;

    /** As long as a robots.txt is kept. */
    private static final Duration CRAWL_DELAY_HOLDS = Duration.ofDays(1);

    private final StringRedisTemplate redis;
    private final QueueKeys keys;
    private final QueueScripts scripts;
    private final QueueRules rules;

    public RedisWorkQueue(StringRedisTemplate redis, QueueKeys keys, QueueRules rules) {
        this.redis = redis;
        this.keys = keys;
        this.rules = rules;
        this.scripts = new QueueScripts(keys, rules);
    }

    @Override
    public void push(List<QueueEntry> elements) {
        inChunks(elements.stream().map(QueueEntry::text).toList(), PUSHED_PER_CALL, scripts.push, NOBODY);
    }

    @Override
    public ClaimResult claim(String incarnation, int want) {
        List<Object> answer = scripts.run(
                redis,
                scripts.claim,
                incarnation,
                incarnation,
                Integer.toString(want),
                Long.toString(rules.agedMedium().toMillis()),
                Long.toString(rules.agedLow().toMillis()));
        if (answer.getFirst().equals("FENCED")) {
            return new ClaimResult.Fenced();
        }
        String due = (String) answer.get(1);
        List<QueueEntry> elements = answer.stream()
                .skip(3)
                .map(text -> QueueEntry.parse((String) text))
                .toList();
        return new ClaimResult.Taken(
                elements,
                answer.get(2).equals("1"),
                due.isEmpty() ? Optional.empty() : Optional.of(Duration.ofMillis(Long.parseLong(due))));
    }

    @Override
    public List<QueueEntry> held(String incarnation) {
        return redis.opsForHash().keys(keys.held(incarnation)).stream()
                .map(element -> QueueEntry.parse((String) element))
                .toList();
    }

    @Override
    public void ack(String incarnation, Collection<QueueEntry> elements) {
        inChunks(texts(elements), QueueScripts.MOST_PER_CALL, scripts.ack, incarnation);
    }

    @Override
    public void defer(String incarnation, Map<QueueEntry, Instant> due) {
        List<String> pairs = new ArrayList<>(due.size() * 2);
        due.forEach((element, at) -> {
            pairs.add(element.text());
            pairs.add(Long.toString(at.toEpochMilli()));
        });
        inChunks(pairs, QueueScripts.MOST_PER_CALL, scripts.defer, incarnation);
    }

    @Override
    public void giveBack(String incarnation, Collection<QueueEntry> elements) {
        inChunks(texts(elements), QueueScripts.MOST_PER_CALL, scripts.giveBack, incarnation);
    }

    @Override
    public Instant throttled(String host, @Nullable Duration asked) {
        // A wish of nothing is none that would help.
        long wish = asked == null ? 0 : Math.max(SHORTEST_PAUSE.toMillis(), asked.toMillis());
        String until = scripts.run(
                redis,
                scripts.throttled,
                NOBODY,
                host,
                Long.toString(wish),
                Long.toString(FIRST_PAUSE.toMillis()),
                Long.toString(LONGEST_PAUSE.toMillis()),
                Integer.toString(ThreadLocalRandom.current().nextInt(JITTER_THOUSANDTHS)),
                Long.toString(FORGIVEN_AFTER.toMillis()));
        return Instant.ofEpochMilli(Long.parseLong(until));
    }

    @Override
    public boolean crawlDelay(String incarnation, QueueEntry element, Duration delay) {
        return scripts.run(
                        redis,
                        scripts.crawlDelay,
                        incarnation,
                        element.text(),
                        element.host(),
                        Long.toString(delay.toMillis()),
                        Long.toString(CRAWL_DELAY_HOLDS.toMillis()))
                == 1;
    }

    @Override
    public void awaitWork(Duration limit) {
        redis.opsForZSet().popMin(keys.wake(), limit);
    }

    private void inChunks(List<String> arguments, int size, RedisScript<Long> script, String incarnation) {
        for (int from = 0; from < arguments.size(); from += size) {
            List<String> chunk = arguments.subList(from, Math.min(arguments.size(), from + size));
            scripts.run(redis, script, incarnation, chunk);
        }
    }

    private static List<String> texts(Collection<QueueEntry> elements) {
        return elements.stream().map(QueueEntry::text).toList();
    }
}

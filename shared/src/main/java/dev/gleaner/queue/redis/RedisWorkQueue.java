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
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;

/** The queue in Redis; every move is one script. */
public final class RedisWorkQueue implements WorkQueue {
    private static final Logger log = LoggerFactory.getLogger(RedisWorkQueue.class);
    private static final int PUSHED_PER_CALL = 1000;
    private static final String NOBODY = "none";

    /** Different addresses of a host that must complain before the host is slowed: a page or two may always do so. */
    private static final int ADDRESSES = 3;

    /** Within which they must complain; the limits of sites are mostly per minute. */
    private static final Duration WINDOW = Duration.ofSeconds(60);

    private static final Duration SHORTEST_ASKED = Duration.ofSeconds(1);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    /** Of our own choice; a host may ask for more. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);

    private static final Duration FORGIVEN_AFTER = Duration.ofMinutes(30);

    /** Good answers of a host with its full share that forgive one of its pauses. */
    private static final int FORGIVING = 10;

    /** So that hosts paused together do not come back together. */
    private static final int JITTER_THOUSANDTHS = 250;

    /** As long as a robots.txt is kept. */
    private static final Duration CRAWL_DELAY_HOLDS = Duration.ofDays(1);

    /** The attempt that asked for it: for what comes before the fetch and after it. */
    private static final Duration OWN_PACE_OUTLASTS = Duration.ofSeconds(30);

    private final StringRedisTemplate redis;
    private final QueueKeys keys;
    private final QueueScripts scripts;
    private final QueueRules rules;
    private final CountedHosts counted = new CountedHosts();

    public RedisWorkQueue(StringRedisTemplate redis, QueueKeys keys, QueueRules rules) {
        this.redis = redis;
        this.keys = keys;
        this.rules = rules;
        this.scripts = new QueueScripts(keys, rules);
    }

    @Override
    public void push(List<QueueEntry> entries) {
        inChunks(entries.stream().map(QueueEntry::text).toList(), PUSHED_PER_CALL, scripts.push, NOBODY);
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
        counted.addAll((String) answer.get(3));
        return new ClaimResult.Taken(
                readable(incarnation, answer.stream().skip(4)),
                answer.get(2).equals("1"),
                due.isEmpty() ? null : Duration.ofMillis(Long.parseLong(due)));
    }

    @Override
    public List<QueueEntry> held(String incarnation) {
        return readable(incarnation, redis.opsForHash().keys(keys.held(incarnation)).stream());
    }

    /** What is no entry is set aside: nobody could work on it, and as long as it is held all else would be lost with it. */
    private List<QueueEntry> readable(String incarnation, Stream<Object> held) {
        List<QueueEntry> entries = new ArrayList<>();
        List<String> malformed = new ArrayList<>();
        held.map(String.class::cast)
                .forEach(text -> QueueEntry.parse(text).ifPresentOrElse(entries::add, () -> malformed.add(text)));
        if (!malformed.isEmpty()) {
            log.warn("What is no entry of the queue was held and is moved to {}: {}", keys.malformed(), malformed);
            scripts.run(redis, scripts.setAside, incarnation, incarnation);
        }
        return entries;
    }

    @Override
    public void ack(String incarnation, Collection<QueueEntry> entries) {
        inChunks(texts(entries), QueueScripts.MOST_PER_CALL, scripts.ack, incarnation);
    }

    @Override
    public void discard(String incarnation, Collection<QueueEntry> entries) {
        inChunks(texts(entries), QueueScripts.MOST_PER_CALL, scripts.discard, incarnation);
    }

    @Override
    public void defer(String incarnation, Map<QueueEntry, Instant> due) {
        List<String> pairs = new ArrayList<>(due.size() * 2);
        due.forEach((entry, at) -> {
            pairs.add(entry.text());
            pairs.add(Long.toString(at.toEpochMilli()));
        });
        inChunks(pairs, QueueScripts.MOST_PER_CALL, scripts.defer, incarnation);
    }

    @Override
    public void giveBack(String incarnation, Collection<QueueEntry> entries) {
        inChunks(texts(entries), QueueScripts.MOST_PER_CALL, scripts.giveBack, incarnation);
    }

    @Override
    public Optional<Pause> complained(Complaint complaint) {
        Duration asked = complaint.asked();
        // A wish of less than that is none that would help.
        long wish = asked == null || asked.isZero() ? 0 : Math.max(SHORTEST_ASKED.toMillis(), asked.toMillis());
        String host = complaint.entry().host();
        List<Object> answer = scripts.run(
                redis,
                scripts.complained,
                NOBODY,
                host,
                complaint.entry().articleId(),
                Integer.toString(complaint.status()),
                Long.toString(wish),
                complaint.robots() ? "1" : "0",
                Integer.toString(ADDRESSES),
                Long.toString(WINDOW.toMillis()),
                Long.toString(FIRST_PAUSE.toMillis()),
                Long.toString(LONGEST_PAUSE.toMillis()),
                Integer.toString(ThreadLocalRandom.current().nextInt(JITTER_THOUSANDTHS)),
                Long.toString(FORGIVEN_AFTER.toMillis()));
        counted.add(host);
        Duration left = millis(answer.get(0));
        return left.isZero() ? Optional.empty() : Optional.of(new Pause(left, millis(answer.get(1))));
    }

    private static Duration millis(Object text) {
        return Duration.ofMillis(Long.parseLong((String) text));
    }

    /** Of most hosts nobody counts good answers, and then Redis is not asked. */
    @Override
    public void answered(QueueEntry entry) {
        String host = entry.host();
        if (counted.contains(host)
                && scripts.run(redis, scripts.answered, NOBODY, host, Integer.toString(FORGIVING)) == 0) {
            counted.remove(host);
        }
    }

    @Override
    public void fetched(String incarnation, Collection<QueueEntry> entries) {
        inChunks(texts(entries), QueueScripts.MOST_PER_CALL, scripts.fetched, incarnation);
    }

    @Override
    public boolean crawlDelay(String incarnation, QueueEntry entry, Duration delay) {
        return scripts.run(
                        redis,
                        scripts.crawlDelay,
                        incarnation,
                        entry.text(),
                        entry.host(),
                        Long.toString(delay.toMillis()),
                        Long.toString(CRAWL_DELAY_HOLDS.toMillis()))
                == 1;
    }

    @Override
    public boolean ownPace(
            String incarnation,
            QueueEntry entry,
            @Nullable Duration delay,
            @Nullable Integer mostAtOnce,
            Duration attempt) {
        Duration wanted = delay == null ? rules.hostDelay() : delay;
        return scripts.run(
                        redis,
                        scripts.ownPace,
                        incarnation,
                        entry.text(),
                        entry.host(),
                        Long.toString(wanted.toMillis()),
                        Integer.toString(mostAtOnce == null ? rules.hostMaxConcurrent() : mostAtOnce),
                        Long.toString(wanted.multipliedBy(2)
                                .plus(attempt)
                                .plus(OWN_PACE_OUTLASTS)
                                .toMillis()))
                == 1;
    }

    @Override
    public void awaitWork(Duration limit) {
        redis.opsForZSet().popMin(keys.wake(), limit);
    }

    private void inChunks(List<String> arguments, int size, RedisScript<Long> script, String incarnation) {
        arguments.stream()
                .gather(Gatherers.windowFixed(size))
                .forEach(chunk -> scripts.run(redis, script, incarnation, chunk));
    }

    private static List<String> texts(Collection<QueueEntry> entries) {
        return entries.stream().map(QueueEntry::text).toList();
    }
}

package dev.gleaner.queue.redis;

import dev.gleaner.queue.Claim;
import dev.gleaner.queue.Element;
import dev.gleaner.queue.QueueRules;
import dev.gleaner.queue.WorkQueue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;

/** The queue in Redis; every move is one script. */
public final class RedisWorkQueue implements WorkQueue {
    private static final int PUSHED_PER_CALL = 1000;
    private static final String NOBODY = "none";

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
    public void push(List<Element> elements) {
        inChunks(elements.stream().map(Element::text).toList(), PUSHED_PER_CALL, scripts.push, NOBODY);
    }

    @Override
    public Claim claim(String incarnation, int want) {
        List<Object> answer = scripts.run(
                redis,
                scripts.claim,
                incarnation,
                incarnation,
                Integer.toString(want),
                Long.toString(rules.agedMedium().toMillis()),
                Long.toString(rules.agedLow().toMillis()));
        if (answer.getFirst().equals("FENCED")) {
            return new Claim.Fenced();
        }
        String due = (String) answer.get(1);
        List<Element> elements = answer.stream()
                .skip(3)
                .map(text -> Element.parse((String) text))
                .toList();
        return new Claim.Taken(
                elements,
                answer.get(2).equals("1"),
                due.isEmpty() ? Optional.empty() : Optional.of(Duration.ofMillis(Long.parseLong(due))));
    }

    @Override
    public void ack(String incarnation, Collection<Element> elements) {
        inChunks(texts(elements), QueueScripts.MOST_PER_CALL, scripts.ack, incarnation);
    }

    @Override
    public void defer(String incarnation, Map<Element, Instant> due) {
        List<String> pairs = new ArrayList<>(due.size() * 2);
        due.forEach((element, at) -> {
            pairs.add(element.text());
            pairs.add(Long.toString(at.toEpochMilli()));
        });
        inChunks(pairs, QueueScripts.MOST_PER_CALL, scripts.defer, incarnation);
    }

    @Override
    public void giveBack(String incarnation, Collection<Element> elements) {
        inChunks(texts(elements), QueueScripts.MOST_PER_CALL, scripts.giveBack, incarnation);
    }

    @Override
    public void pause(String host, Instant until) {
        scripts.run(redis, scripts.pause, NOBODY, host, Long.toString(until.toEpochMilli()));
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

    private static List<String> texts(Collection<Element> elements) {
        return elements.stream().map(Element::text).toList();
    }
}

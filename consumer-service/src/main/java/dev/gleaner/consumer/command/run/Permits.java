package dev.gleaner.consumer.command.run;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * How many commands run at a time: of each scraper, and of all together. Nobody waits for room; who finds none is told when to come
 * back, so that commands never fill the places of pages. The more are to come back, the later: all together they come at a
 * bounded rate, however many there are.
 */
final class Permits {
    /** At the earliest; up to twice as long, so that not all come at once. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private static final Duration LATEST = Duration.ofSeconds(30);

    /** Between two that come back: some 50 a second cost the stores little. */
    private static final Duration APART = Duration.ofMillis(20);

    private final int most;
    private final LongSupplier nanoTime;
    private final RandomGenerator random;
    private final Map<String, Integer> running = new HashMap<>();
    private final PriorityQueue<Long> coming = new PriorityQueue<>();
    private int all;

    /** @param most of all scrapers together */
    Permits(int most, LongSupplier nanoTime, RandomGenerator random) {
        this.most = most;
        this.nanoTime = nanoTime;
        this.random = random;
    }

    /** Takes a permit, which {@link #release} gives back; or how long to stay away. */
    synchronized Optional<Duration> refuse(String scraper, int mostOfIt) {
        int ofIt = running.getOrDefault(scraper, 0);
        if (all < most && ofIt < mostOfIt) {
            all++;
            running.put(scraper, ofIt + 1);
            return Optional.empty();
        }
        long now = nanoTime.getAsLong();
        while (!coming.isEmpty() && coming.peek() - now <= 0) {
            coming.poll();
        }
        Duration spread = APART.multipliedBy(coming.size());
        Duration least = spread.compareTo(SOON) < 0 ? SOON : spread.compareTo(LATEST) > 0 ? LATEST : spread;
        Duration wait = least.plusNanos(random.nextLong(least.toNanos()));
        coming.add(now + wait.toNanos());
        return Optional.of(wait);
    }

    synchronized void release(String scraper) {
        all--;
        running.computeIfPresent(scraper, (name, count) -> count == 1 ? null : count - 1);
    }

    synchronized int running() {
        return all;
    }
}

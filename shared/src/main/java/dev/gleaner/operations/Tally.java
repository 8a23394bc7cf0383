package dev.gleaner.operations;

import dev.gleaner.event.Event;
import dev.gleaner.event.Observer;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts by the minute what this process does, and hands it on now and then: no article costs a round trip. What a dying process
 * has not handed on is lost to the numbers.
 */
public final class Tally implements Observer {
    public static final String SUCCEEDED = "succeeded";
    public static final String FAILED = "failed";
    public static final String RETRIED = "retried";
    public static final String BYTES = "bytes";
    public static final String CLAIMED = "claimed";

    /** Before the code of an error that an article failed with. */
    public static final String CODE = "code:";

    /** Kept while Redis is away. */
    private static final int MOST_MINUTES = 60;

    private final Minutes minutes;
    private final InstantSource clock;
    private final Object lock = new Object();
    private TreeMap<Long, Map<String, Long>> counts = new TreeMap<>();

    public Tally(Minutes minutes, InstantSource clock) {
        this.minutes = minutes;
        this.clock = clock;
    }

    @Override
    public void on(Event event) {
        switch (event) {
            case Event.Claimed claimed -> count(Map.of(CLAIMED, (long) claimed.entries()));
            case Event.Retried retried -> count(Map.of(RETRIED, 1L));
            case Event.ArticleEnded ended ->
                count(
                        ended.error() == null
                                ? Map.of(SUCCEEDED, 1L, BYTES, ended.bytes())
                                : Map.of(
                                        FAILED,
                                        1L,
                                        BYTES,
                                        ended.bytes(),
                                        CODE + ended.error().name(),
                                        1L));
            default -> {}
        }
    }

    private void count(Map<String, Long> more) {
        long minute = Minutes.of(clock.instant());
        synchronized (lock) {
            add(counts, minute, more);
        }
    }

    /** Hands on what was counted; what the store does not take is handed on later. */
    public void flush() {
        TreeMap<Long, Map<String, Long>> taken;
        synchronized (lock) {
            if (counts.isEmpty()) {
                return;
            }
            taken = counts;
            counts = new TreeMap<>();
        }
        boolean done = false;
        try {
            minutes.add(taken);
            done = true;
        } finally {
            if (!done) {
                synchronized (lock) {
                    taken.forEach((minute, more) -> add(counts, minute, more));
                    while (counts.size() > MOST_MINUTES) {
                        counts.pollFirstEntry();
                    }
                }
            }
        }
    }

    private static void add(Map<Long, Map<String, Long>> counts, long minute, Map<String, Long> more) {
        Map<String, Long> there = counts.computeIfAbsent(minute, key -> new HashMap<>());
        more.forEach((name, count) -> there.merge(name, count, Long::sum));
    }
}

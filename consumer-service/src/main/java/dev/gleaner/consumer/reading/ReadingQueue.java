package dev.gleaner.consumer.reading;

import java.time.Duration;
import java.util.Comparator;
import java.util.Iterator;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The pages that wait to be read. Each has a moment at which it would be its turn: when it came, later for a lower lane,
 * and later the more memory it takes, which is also how long it takes. The earliest is next. So a page is passed by those
 * that are more urgent or smaller, but only by those that came soon after it: the moment of everything that comes later is
 * later, and nothing waits for ever. A rank that did not fall with time would starve what is low or large.
 */
final class ReadingQueue {
    /** As long as medium and low entries wait in Redis before they get turns of their own: 60 and 120 s. */
    private static final long NANOS_OF_A_LANE = Duration.ofSeconds(60).toNanos();

    /** For each MiB. A page at all limits stays behind the small ones of its lane for about as long as a lane is worth. */
    private static final long NANOS_OF_MEMORY = Duration.ofMillis(500).toNanos();

    private static final long MIB = 1 << 20;

    /** How often the first may be passed by others for which there is memory sooner. */
    private static final int MOST_PASSED = 16;

    private record Waiting(PageReading reading, long due, long order) {}

    private final TreeSet<Waiting> waiting =
            new TreeSet<>(Comparator.comparingLong(Waiting::due).thenComparingLong(Waiting::order));
    private long order;

    void add(PageReading reading) {
        long due =
                reading.arrivedNanos + reading.lane.rank() * NANOS_OF_A_LANE + reading.memory * NANOS_OF_MEMORY / MIB;
        waiting.add(new Waiting(reading, due, order++));
    }

    /** Whether it was still waiting. */
    boolean remove(PageReading reading) {
        return waiting.removeIf(one -> one.reading() == reading);
    }

    int size() {
        return waiting.size();
    }

    /** Takes out the next that there is memory for; null if there is none. */
    @Nullable
    PageReading next(LongPredicate fits) {
        if (waiting.isEmpty()) {
            return null;
        }
        PageReading first = waiting.first().reading();
        for (Iterator<Waiting> all = waiting.iterator(); all.hasNext(); ) {
            PageReading reading = all.next().reading();
            if (fits.test(reading.memory)) {
                all.remove();
                first.passed += reading == first ? 0 : 1;
                return reading;
            }
            if (first.passed >= MOST_PASSED) {
                return null;
            }
        }
        return null;
    }
}

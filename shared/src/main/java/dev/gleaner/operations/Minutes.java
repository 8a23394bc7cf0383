package dev.gleaner.operations;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What happened in the fleet, minute by minute. It lies in Redis alone and is forgotten after some hours; a Redis that is emptied
 * costs the numbers, nothing else.
 */
public interface Minutes {
    /**
     * Adds to what is counted, all of it in one round trip.
     *
     * @param counts by the minute of the epoch
     */
    void add(Map<Long, Map<String, Long>> counts);

    /** @return a minute for each, oldest first, those of which nothing is known among them */
    List<Minute> last(Instant now, int minutes);

    /** The minute of the epoch that a moment lies in. */
    static long of(Instant moment) {
        return Math.floorDiv(moment.getEpochSecond(), 60L);
    }

    /**
     * One minute.
     *
     * @param begins its first moment
     * @param counts by name; what is missing is 0
     */
    record Minute(Instant begins, Map<String, Long> counts) {
        public Minute {
            counts = Map.copyOf(counts);
        }

        public long count(String name) {
            return counts.getOrDefault(name, 0L);
        }
    }
}

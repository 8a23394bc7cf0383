package dev.gleaner.operations;

import dev.gleaner.queue.Lane;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How much lies in the queue. */
@FunctionalInterface
public interface QueueNumbers {
    /** Some reads of a moment, whatever lies there: as many with a million entries as with one. */
    Depths read();

    /**
     * The queue in numbers.
     *
     * @param lanes the three lists
     * @param delayed entries that wait for their retry
     * @param nextDelayed time until the first of them is due; null if there is none
     * @param waiting entries that wait for their hosts, of the first 1,000 hosts that any wait for
     * @param held entries that consumers hold
     */
    record Depths(
            Map<Lane, Depth> lanes, long delayed, @Nullable Duration nextDelayed, long waiting, long held) {}

    /**
     * A list.
     *
     * @param entries in it
     * @param oldest how long ago the entry was pushed first that is handed out next; null if there is none
     */
    record Depth(long entries, @Nullable Duration oldest) {}
}

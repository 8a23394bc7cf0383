package dev.gleaner.consumer.work;

import dev.gleaner.consumer.inflight.InFlight;
import dev.gleaner.queue.QueueEntry;
import dev.gleaner.queue.WorkQueue;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Finds what this process holds and does not know of: the answer to a claim was lost with its connection, and as long as
 * the lease is extended nobody else would take it.
 */
final class Unheard {
    private static final long EVERY_NANOS = Duration.ofSeconds(5).toNanos();

    private final WorkQueue queue;
    private final InFlight inFlight;
    private final LongSupplier nanoTime;
    private long lookedAt;

    /** @param nanoTime a clock that never goes back, in nanoseconds */
    Unheard(WorkQueue queue, InFlight inFlight, LongSupplier nanoTime) {
        this.queue = queue;
        this.inFlight = inFlight;
        this.nanoTime = nanoTime;
        this.lookedAt = nanoTime.getAsLong();
    }

    /**
     * What was never heard of, if the last look was a while ago. What is known is read first, and only the calling thread
     * adds to it; so what is held later and not known then was never heard of.
     */
    List<QueueEntry> look(String incarnation) {
        long now = nanoTime.getAsLong();
        if (now - lookedAt <= EVERY_NANOS) {
            return List.of();
        }
        // Before it can fail: a look that fails must not keep the loop from claiming.
        lookedAt = now;
        Set<QueueEntry> known =
                inFlight.all().stream().map(execution -> execution.entry()).collect(Collectors.toSet());
        return queue.held(incarnation).stream()
                .filter(entry -> !known.contains(entry))
                .toList();
    }
}

package dev.gleaner.consumer.politeness;

import dev.gleaner.queue.HostPace;
import dev.gleaner.queue.QueueEntry;
import dev.gleaner.store.StoreAwayException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the queue which hosts may be asked for more, beside the articles that were fetched there: none of them waits for it. What
 * comes while it is being told is told together. If it cannot be told, the slots are free when the entries are let go.
 */
final class FreedSlots {
    private static final Logger log = LoggerFactory.getLogger(FreedSlots.class);

    private static final int MOST_AT_ONCE = 256;

    private final HostPace pace;
    private final Queue<Freed> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean telling = new AtomicBoolean();

    FreedSlots(HostPace pace) {
        this.pace = pace;
    }

    /** The answer to an entry was read. */
    void free(String incarnation, QueueEntry entry) {
        waiting.add(new Freed(incarnation, entry));
        if (telling.compareAndSet(false, true)) {
            Thread.ofVirtual().name("freed-slots").start(this::tellAll);
        }
    }

    private void tellAll() {
        do {
            try {
                for (Map<String, List<QueueEntry>> next = next(); !next.isEmpty(); next = next()) {
                    tell(next);
                }
            } finally {
                telling.set(false);
            }
            // What came between the last look and that is told by whoever sees it first.
        } while (!waiting.isEmpty() && telling.compareAndSet(false, true));
    }

    private Map<String, List<QueueEntry>> next() {
        Map<String, List<QueueEntry>> batch = new HashMap<>();
        for (int taken = 0; taken < MOST_AT_ONCE; taken++) {
            @Nullable Freed one = waiting.poll();
            if (one == null) {
                break;
            }
            batch.computeIfAbsent(one.incarnation(), mine -> new ArrayList<>()).add(one.entry());
        }
        return batch;
    }

    private void tell(Map<String, List<QueueEntry>> batch) {
        try {
            batch.forEach(pace::fetched);
        } catch (StoreAwayException away) {
            log.debug("The fleet could not be told that hosts may be asked for more", away);
        } catch (RuntimeException bug) {
            log.error("The fleet could not be told that hosts may be asked for more", bug);
        }
    }

    private record Freed(String incarnation, QueueEntry entry) {}
}

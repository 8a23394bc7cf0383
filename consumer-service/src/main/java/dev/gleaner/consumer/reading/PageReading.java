package dev.gleaner.consumer.reading;

import dev.gleaner.extract.Page;
import dev.gleaner.extract.page.ReadingGuard;
import dev.gleaner.queue.Lane;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One page on its way through the pool. What changes is written under the lock of the pool, but for the guard. */
final class PageReading {
    final Page page;
    final Lane lane;
    final Turn turn;
    final long arrivedNanos;
    final CompletableFuture<ReadPage> result = new CompletableFuture<>();

    /** Bytes of heap that it holds or waits for. */
    volatile long memory;

    /** How often another was begun before it, because there was memory for the other alone. */
    int passed;

    /** Whether it was stopped for want of memory. */
    boolean outgrew;

    private volatile boolean unwanted;
    private volatile @Nullable ReadingGuard guard;

    PageReading(Page page, Lane lane, Turn turn, long arrivedNanos, long memory) {
        this.page = page;
        this.lane = lane;
        this.turn = turn;
        this.arrivedNanos = arrivedNanos;
        this.memory = memory;
    }

    /** From here on a stop reaches the reading. */
    void begun(ReadingGuard over) {
        guard = over;
        if (unwanted) {
            over.stop();
        }
    }

    boolean isUnwanted() {
        return unwanted;
    }

    /** Ends the reading soon, if it has begun. */
    void stop() {
        unwanted = true;
        @Nullable ReadingGuard over = guard;
        if (over != null) {
            over.stop();
        }
    }
}

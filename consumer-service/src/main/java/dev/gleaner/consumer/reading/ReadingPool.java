package dev.gleaner.consumer.reading;

import dev.gleaner.extract.ArticleExtractor;
import dev.gleaner.extract.Extraction;
import dev.gleaner.extract.Extraction.NoArticle;
import dev.gleaner.extract.Page;
import dev.gleaner.extract.ReadingCost;
import dev.gleaner.extract.RefusalCode;
import dev.gleaner.extract.page.ReadingGuard;
import dev.gleaner.queue.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Reads pages on a fixed number of platform threads. Reading computes and does not wait, so on the carriers of virtual
 * threads a few slow pages would hold up everything that runs there: fetches, stores, other pages. A page begins when there
 * is memory for it; how much it takes is estimated from its size and its tags, and corrected while it is read.
 *
 * <p>A bug ends the reading of its page alone. Any other error of a reader, above all the end of the heap, is one of the
 * process.
 */
public final class ReadingPool implements AutoCloseable {
    private final ArticleExtractor extractor;
    private final Limits limits;
    private final Clocks clocks;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ReadingQueue queue = new ReadingQueue();
    private final Set<PageReading> running = new HashSet<>();
    private final List<Thread> readers = new ArrayList<>();
    private long free;
    private boolean closed;

    /**
     * What the pool may take.
     *
     * @param readers threads
     * @param maxTags of a page, and elements that it may make of them
     * @param time of one reading, as the clock of a reader counts
     * @param memory bytes of heap for everything that is read at a time, without the bodies
     */
    public record Limits(int readers, int maxTags, Duration time, long memory) {}

    /** @param fatal is told when a reader dies: nobody would read the pages that wait */
    public ReadingPool(
            ArticleExtractor extractor, Limits limits, Clocks clocks, Thread.UncaughtExceptionHandler fatal) {
        this.extractor = extractor;
        this.limits = limits;
        this.clocks = clocks;
        this.free = limits.memory();
        for (int i = 0; i < limits.readers(); i++) {
            readers.add(Thread.ofPlatform()
                    .daemon()
                    .name("reader-" + i)
                    .uncaughtExceptionHandler(fatal)
                    .start(this::readAll));
        }
    }

    /**
     * Reads a page; waits for its turn and for the result.
     *
     * @param turn around the reading; twice for a page that has to begin again
     * @return an {@link Extraction.Stopped} if the pool was closed
     * @throws InterruptedException if the page is wanted no longer; it leaves the queue at once, or its reading ends soon
     */
    public ReadPage read(Page page, Lane lane, Turn turn) throws InterruptedException {
        long memory = ReadingCost.of(page, limits.maxTags());
        if (memory > limits.memory()) {
            return new ReadPage(tooLarge(memory), Duration.ZERO);
        }
        PageReading reading = new PageReading(page, lane, turn, clocks.wall().getAsLong(), memory);
        lock.lockInterruptibly();
        try {
            if (closed) {
                return stopped();
            }
            queue.add(reading);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            return reading.result.get();
        } catch (InterruptedException unwanted) {
            giveUp(reading);
            throw unwanted;
        } catch (ExecutionException bug) {
            throw new IllegalStateException("A page could not be read", bug.getCause());
        }
    }

    /** Stops what is read and what waits. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            running.forEach(PageReading::stop);
            for (@Nullable PageReading left = queue.next(any -> true); left != null; left = queue.next(any -> true)) {
                left.result.complete(stopped());
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How many pages wait for a reader or for memory. */
    int waiting() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }

    /** Bytes of the budget that nobody has taken. */
    long free() {
        lock.lock();
        try {
            return free;
        } finally {
            lock.unlock();
        }
    }

    private void giveUp(PageReading reading) {
        lock.lock();
        try {
            queue.remove(reading);
            reading.stop();
        } finally {
            lock.unlock();
        }
    }

    private void readAll() {
        for (@Nullable PageReading next = take(); next != null; next = take()) {
            try {
                read(next);
            } catch (RuntimeException | StackOverflowError bug) {
                next.result.completeExceptionally(bug);
            } finally {
                release(next);
            }
        }
    }

    /** The next page, with its memory taken; null when the pool is closed. */
    private @Nullable PageReading take() {
        lock.lock();
        try {
            while (!closed) {
                @Nullable PageReading next = queue.next(memory -> memory <= free);
                if (next != null) {
                    free -= next.memory;
                    running.add(next);
                    return next;
                }
                changed.awaitUninterruptibly();
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    private void read(PageReading reading) {
        long began = System.nanoTime();
        ReadingGuard guard = ReadingGuard.of(
                limits.maxTags(), limits.time(), clocks.reader(), elements -> admits(reading, elements));
        reading.begun(guard);
        Extraction extraction = reading.turn.take(() -> extractor.extract(reading.page, guard));
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        if (extraction instanceof Extraction.Stopped && reading.outgrew && !reading.isUnwanted()) {
            return; // it waits anew, for more memory
        }
        reading.result.complete(new ReadPage(extraction, took));
    }

    /** Takes more memory for a page that makes more elements than it has tags; false if there is none. */
    private boolean admits(PageReading reading, int elements) {
        long needed = ReadingCost.of(reading.page.body().length, elements);
        if (needed <= reading.memory) {
            return true;
        }
        lock.lock();
        try {
            // A quarter more than is needed now, so that it does not ask for every piece.
            long wanted = Math.min(needed + needed / 4, Math.max(needed, limits.memory()));
            if (wanted - reading.memory > free) {
                reading.outgrew = true;
                return false;
            }
            free -= wanted - reading.memory;
            reading.memory = wanted;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Gives the memory of a reading back; one that outgrew it waits for all that a page of its size can take. */
    private void release(PageReading reading) {
        lock.lock();
        try {
            running.remove(reading);
            free += reading.memory;
            if (reading.outgrew && !reading.result.isDone()) {
                again(reading);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void again(PageReading reading) {
        long most = ReadingCost.of(reading.page.body().length, limits.maxTags());
        if (closed || reading.isUnwanted()) {
            reading.result.complete(stopped());
        } else if (reading.memory >= limits.memory()) {
            reading.result.complete(new ReadPage(tooLarge(most), Duration.ZERO));
        } else {
            reading.outgrew = false;
            reading.memory = Math.min(most, limits.memory());
            queue.add(reading);
        }
    }

    private NoArticle tooLarge(long memory) {
        return new NoArticle(
                RefusalCode.TOO_LARGE,
                String.format(
                        Locale.ROOT,
                        "Reading the page takes up to %,d MB of memory; there are %,d MB",
                        memory >> 20,
                        limits.memory() >> 20));
    }

    private static ReadPage stopped() {
        return new ReadPage(new Extraction.Stopped(), Duration.ZERO);
    }
}

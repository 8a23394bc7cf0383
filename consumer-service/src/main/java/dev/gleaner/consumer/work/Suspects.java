package dev.gleaner.consumer.work;

import dev.gleaner.consumer.fault.StoreOutage;
import dev.gleaner.consumer.inflight.Execution;
import dev.gleaner.consumer.inflight.Execution.AbortReason;
import dev.gleaner.consumer.inflight.InFlight;
import dev.gleaner.scraper.RunIds;
import dev.gleaner.task.Task;
import dev.gleaner.task.Tasks;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out which article consumers die of, without holding the deaths against those that were only beside it. What was in a
 * consumer that died once is liable while it is being read; what was in two of them is worked on alone, and liable all the
 * while. All others are never asked about, and cost nothing.
 *
 * <p>One at a time has the place: it waits, as an article in flight, until nothing else is; and nothing else is started until
 * it has ended. Lest a line of them on slow hosts stop all other work, others get at least as long a turn after it as it took,
 * with what was waited for before it; but none if there is nothing else to do.
 */
final class Suspects {
    /** Deaths after which an article is worked on alone. */
    static final int ALONE_AFTER = 2;

    /** When one that found the place taken comes back. */
    static final Duration COMES_BACK = Duration.ofSeconds(2);

    private static final Logger log = LoggerFactory.getLogger(Suspects.class);

    private final InFlight inFlight;
    private final Tasks tasks;
    private final StoreOutage outage;
    private final LongSupplier nanoTime;

    private @Nullable Place place;
    private long othersUntil;
    private boolean nothingElse;

    /** @param nanoTime a clock that never goes back, in nanoseconds */
    Suspects(InFlight inFlight, Tasks tasks, StoreOutage outage, LongSupplier nanoTime) {
        this.inFlight = inFlight;
        this.tasks = tasks;
        this.outage = outage;
        this.nanoTime = nanoTime;
        this.othersUntil = nanoTime.getAsLong();
    }

    /**
     * Whether a task has to be worked on alone. A run never has: it may take hours, in which a consumer would do nothing else, and what
     * takes memory and stack is its own process.
     */
    static boolean alone(Task task) {
        return task.crashes() >= ALONE_AFTER && !RunIds.isRun(task.articleId());
    }

    /** Whether one may take the place. */
    synchronized boolean isFree() {
        return place == null || !inFlight.contains(place.execution);
    }

    /** Gives the place to an article that is in flight and has to be worked on alone. */
    synchronized void take(Execution execution) {
        place = new Place(execution);
    }

    /** Whether one has the place. */
    synchronized boolean isTaken() {
        return !isFree();
    }

    /**
     * Whether other work may be started now. If not, the one that has the place gets its turn as soon as it is alone, and the
     * call lasts until it has ended, but no longer than the limit at a stretch.
     */
    boolean othersMayStart(long limit, TimeUnit unit) throws InterruptedException {
        Place next = due();
        if (next == null) {
            return true;
        }
        if (inFlight.awaitOnly(next.execution, limit, unit)) {
            next.turn.countDown();
            inFlight.awaitGone(next.execution, limit, unit);
        }
        return false;
    }

    private synchronized @Nullable Place due() {
        Place next = place;
        if (next == null) {
            return null;
        }
        long now = nanoTime.getAsLong();
        if (!inFlight.contains(next.execution)) {
            place = null;
            nothingElse = false;
            othersUntil = next.waitedFor ? now + (now - next.since) : now;
            return null;
        }
        if (!next.waitedFor) {
            boolean full = inFlight.free() == 0 && inFlight.isOnly(next.execution);
            if (!nothingElse && !full && now - othersUntil < 0) {
                return null;
            }
            next.waitedFor = true;
            next.since = now;
        }
        return next;
    }

    /** What the last request for other work brought. */
    synchronized void claimed(int entries) {
        nothingElse = entries == 0;
    }

    /** The one that waits for its turn gets none any more. */
    synchronized void stop() {
        if (place != null && place.turn.getCount() > 0) {
            place.execution.abort(AbortReason.STOPPING);
        }
    }

    /**
     * Returns when the work on an article may begin, on the thread that an abort interrupts.
     *
     * @return false if it was interrupted before that
     */
    boolean begin(Execution execution) {
        Task task = execution.task();
        if (task.crashes() == 0) {
            return true;
        }
        Place mine = placeOf(execution);
        if (mine == null) {
            execution.onReading(new LiableWhileRead(execution));
            return true;
        }
        try {
            mine.turn.await();
        } catch (InterruptedException aborted) {
            Thread.currentThread().interrupt();
            return false;
        }
        log.info("{} is worked on alone: {} consumers have died while they had it", task.articleId(), task.crashes());
        return outage.waitOut(
                "Noting that " + task.articleId() + " is worked on alone",
                () -> tasks.liable(execution.articleId(), execution.claim(), true));
    }

    private synchronized @Nullable Place placeOf(Execution execution) {
        return place != null && place.execution == execution ? place : null;
    }

    /** Who has the place. */
    private static final class Place {
        final Execution execution;
        final CountDownLatch turn = new CountDownLatch(1);

        /** Whether nothing else is started any more, and since when. */
        boolean waitedFor;

        long since;

        Place(Execution execution) {
            this.execution = execution;
        }
    }

    /** One try each, for nothing depends on it: what is not noted counts no death, and then it is worked on alone. */
    private final class LiableWhileRead implements Execution.Reading {
        private final Execution execution;

        LiableWhileRead(Execution execution) {
            this.execution = execution;
        }

        @Override
        public void begins() {
            note(true);
        }

        @Override
        public void ends() {
            note(false);
        }

        private void note(boolean counts) {
            try {
                tasks.liable(execution.articleId(), execution.claim(), counts);
            } catch (RuntimeException fault) {
                log.warn("It could not be noted that {} is being read: {}", execution.articleId(), fault.toString());
            }
        }
    }
}

package dev.gleaner.consumer.settle;

import dev.gleaner.article.Articles;
import dev.gleaner.article.ErrorCode;
import dev.gleaner.consumer.fault.StoreOutage;
import dev.gleaner.consumer.inflight.Execution;
import dev.gleaner.consumer.inflight.HeldEntries;
import dev.gleaner.consumer.inflight.InFlight;
import dev.gleaner.event.Event;
import dev.gleaner.event.Observer;
import dev.gleaner.job.Effort;
import dev.gleaner.job.Try;
import dev.gleaner.store.Halving;
import dev.gleaner.task.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes endings down, many at a time, and only then lets their entries go. Whatever of it a dying process leaves out, the
 * next to meet the entry does. A store that is away is waited for; the endings are not lost meanwhile, and if the lease is
 * lost with it, others do the work again and these writes miss.
 *
 * <p>An ending that cannot be written for another reason must hold up no other, for all of them pass here. It is set aside,
 * and in its place its article ends as failed; if even that cannot be written, the jobs alone are told; and if nothing can,
 * its entry comes back after a while ({@link HeldEntries#setAside(Execution)}), so that the article stays pending until a
 * store takes it, and is never lost.
 */
public final class EndingWriter implements AutoCloseable {
    /** Endings per commit at most. */
    static final int BATCH = 32;

    private static final Logger log = LoggerFactory.getLogger(EndingWriter.class);

    /** How long the first ending of a batch waits for more, while more are being worked on. */
    private static final long GATHER_MILLIS = 20;

    private static final String NOT_STORED = "The article could not be stored";

    private final EndingStore store;
    private final HeldEntries held;
    private final InFlight inFlight;
    private final StoreOutage outage;
    private final Observer observer;
    private final BlockingQueue<Ending> endings = new LinkedBlockingQueue<>();
    private final Thread thread = Thread.ofPlatform().name("settle").unstarted(this::run);
    private volatile boolean stopping;

    /** Tells nobody. */
    public EndingWriter(EndingStore store, HeldEntries held, InFlight inFlight, StoreOutage outage) {
        this(store, held, inFlight, outage, Observer.NONE);
    }

    /** @param observer is told of each article that ended */
    public EndingWriter(EndingStore store, HeldEntries held, InFlight inFlight, StoreOutage outage, Observer observer) {
        this.observer = observer;
        this.store = store;
        this.held = held;
        this.inFlight = inFlight;
        this.outage = outage;
    }

    /**
     * Begins to write.
     *
     * @param fatal is told when the thread dies that writes
     */
    public void start(Thread.UncaughtExceptionHandler fatal) {
        thread.setUncaughtExceptionHandler(fatal);
        thread.start();
    }

    /** Hands an ending over; its article stays in flight until it is written. */
    public void settle(Ending ending) {
        endings.add(ending);
    }

    private void run() {
        try {
            while (!stopping || !endings.isEmpty()) {
                write(gather());
            }
        } catch (InterruptedException ending) {
            log.debug("Interrupted; {} endings are left to others", endings.size());
        }
    }

    /** The endings of the next commit; none if none came for a while. */
    List<Ending> gather() throws InterruptedException {
        List<Ending> batch = new ArrayList<>(BATCH);
        Ending first = endings.poll(100, TimeUnit.MILLISECONDS);
        if (first == null) {
            return batch;
        }
        batch.add(first);
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GATHER_MILLIS);
        while (batch.size() < BATCH) {
            // At once when nothing else is being worked on: nothing could come.
            boolean idle = inFlight.size() <= batch.size();
            long left = idle ? 0 : until - System.nanoTime();
            Ending next = endings.poll(Math.max(0, left), TimeUnit.NANOSECONDS);
            if (next == null) {
                break;
            }
            batch.add(next);
        }
        return batch;
    }

    /** Writes a batch, and sets aside what cannot be written of it. */
    void write(List<Ending> batch) {
        Halving.each(batch, this::writeAtLast, this::setAside);
    }

    private void writeAtLast(List<Ending> batch) {
        if (outage.waitOut("Writing %d endings".formatted(batch.size()), () -> store.write(batch))) {
            held.release(batch.stream().map(Ending::execution).toList());
            batch.forEach(this::tell);
        }
    }

    private void tell(Ending ending) {
        Effort effort = ending.outcome().effort();
        Long bytes = effort == null ? null : effort.bodyBytes();
        observer.on(new Event.ArticleEnded(
                ending.execution().articleId(),
                ending.execution().entry().host(),
                ending.outcome() instanceof Outcome.Failed failed ? failed.code() : null,
                bytes == null ? 0 : bytes));
    }

    private void setAside(Ending ending, RuntimeException fault) {
        Execution execution = ending.execution();
        Ending.Failed failed = new Ending.Failed(
                execution,
                new Articles.Missed(
                        execution.articleId(),
                        ErrorCode.INTERNAL_ERROR,
                        NOT_STORED,
                        null,
                        execution.task().attempt(),
                        ending.outcome().at()),
                failed(ending.outcome().effort()));
        for (Ending instead : List.of(failed, new Ending.Unstorable(execution, failed.outcome()))) {
            try {
                writeAtLast(List.of(instead));
                log.error("{} could not be stored and ends as failed", execution.articleId(), fault);
                return;
            } catch (RuntimeException again) {
                fault.addSuppressed(again);
            }
        }
        log.error("{} could not be stored, nor that it failed; it comes back later", execution.articleId(), fault);
        held.setAside(execution);
    }

    /** What it took stays true; only the text is lost. */
    private static @Nullable Effort failed(@Nullable Effort effort) {
        return effort == null
                ? null
                : new Effort(
                        Effort.Brought.NOTHING,
                        effort.bodyBytes(),
                        0L,
                        effort.duration(),
                        effort.attempts(),
                        failed(effort.tries()));
    }

    private static List<Try> failed(List<Try> tries) {
        return tries.isEmpty()
                ? tries
                : Try.with(
                        tries.subList(0, tries.size() - 1),
                        tries.getLast().failed(ErrorCode.INTERNAL_ERROR, NOT_STORED));
    }

    /** Writes what is there, as long as the stores answer, and ends. */
    @Override
    public void close() {
        stopping = true;
        try {
            if (thread.isAlive() && !thread.join(Duration.ofSeconds(5))) {
                thread.interrupt();
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.gleaner.consumer.runs;

import dev.gleaner.consumer.fault.StoreOutage;
import dev.gleaner.store.Halving;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has what a run finds added to its job while it comes: on a thread of its own, so that what came is seen within a second even if
 * nothing more comes. What it has not written yet is bounded, and whoever puts more waits: so a run waits while a store is away.
 */
final class FoundWriter {
    /** Articles of a batch. */
    static final int BATCH = 100;

    /** How long the first of a batch waits for more. */
    static final long GATHER_MILLIS = 1000;

    private static final Logger log = LoggerFactory.getLogger(FoundWriter.class);

    /** One that was overtaken and owns its run all the same was started twice by itself; more often is a fault. */
    private static final int MOST_STARTS = 5;

    private final RunStores stores;
    private final RunOf run;
    private final StoreOutage outage;
    private final BooleanSupplier wanted;
    private final BooleanSupplier owned;
    private final Runnable stop;
    private final Skipped skipped;
    private final BlockingQueue<FoundItem> waiting = new LinkedBlockingQueue<>(2 * BATCH);
    private final Thread thread;
    private @Nullable FoundArticles articles;
    private int starts;
    private volatile boolean ending;
    private volatile boolean stopped;
    private volatile @Nullable RuntimeException fault;

    /**
     * Begins to write.
     *
     * @param wanted whether the run was not given up; asked often
     * @param owned asks a store whether the run is still that of this process
     * @param stop is told once, on the thread that writes, when nothing more can be added by this process
     * @param skipped is told of what no store takes
     */
    FoundWriter(
            RunStores stores,
            RunOf run,
            StoreOutage outage,
            BooleanSupplier wanted,
            BooleanSupplier owned,
            Runnable stop,
            Skipped skipped) {
        this.stores = stores;
        this.run = run;
        this.outage = outage;
        this.wanted = wanted;
        this.owned = owned;
        this.stop = stop;
        this.skipped = skipped;
        this.thread = Thread.ofVirtual().name("run-" + run.runId()).start(this::write);
    }

    /** Takes one more; waits while there is no room. False if nothing more is taken. */
    boolean put(FoundItem item) throws InterruptedException {
        while (goesOn()) {
            if (waiting.offer(item, 100, TimeUnit.MILLISECONDS)) {
                return true;
            }
        }
        return false;
    }

    private boolean goesOn() {
        return !stopped && wanted.getAsBoolean();
    }

    /**
     * Returns when all that was put is added.
     *
     * @return false if that cannot be any more
     * @throws InterruptedException if the run is given up meanwhile
     */
    boolean finish() throws InterruptedException {
        ending = true;
        thread.join();
        throwFault();
        return !stopped && waiting.isEmpty();
    }

    /** Gives up what was not added yet, and returns when nothing more is written. */
    void abandon() {
        stopped = true;
        // A store that is away is not waited for.
        thread.interrupt();
        Threads.joined(thread);
    }

    /** Whether it stopped for a fault of ours. */
    boolean hasFault() {
        return fault != null;
    }

    void throwFault() {
        RuntimeException bug = fault;
        if (bug != null) {
            throw bug;
        }
    }

    private void write() {
        try {
            while (goesOn() && !(ending && waiting.isEmpty())) {
                List<FoundItem> batch = gather();
                if (!batch.isEmpty()) {
                    Halving.each(batch, this::add, this::setAside);
                }
            }
        } catch (InterruptedException abandoned) {
            stopped = true;
        } catch (RuntimeException bug) {
            fault = bug;
            stopped = true;
            stop.run();
        }
    }

    private List<FoundItem> gather() throws InterruptedException {
        List<FoundItem> batch = new ArrayList<>();
        FoundItem first = waiting.poll(100, TimeUnit.MILLISECONDS);
        if (first == null) {
            return batch;
        }
        batch.add(first);
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GATHER_MILLIS);
        while (batch.size() < BATCH) {
            // At once at the end: nothing more comes.
            long left = ending ? 0 : Math.min(until - System.nanoTime(), TimeUnit.MILLISECONDS.toNanos(100));
            FoundItem next = waiting.poll(Math.max(0, left), TimeUnit.NANOSECONDS);
            if (next != null) {
                batch.add(next);
            } else if (ending || System.nanoTime() - until >= 0) {
                break;
            }
        }
        return batch;
    }

    private void add(List<FoundItem> batch) {
        boolean went =
                outage.waitOut("Adding what %s has found".formatted(run.runId()), this::goesOn, () -> addNow(batch));
        if (!went) {
            stopped = true;
        }
    }

    private void addNow(List<FoundItem> batch) {
        while (goesOn()) {
            FoundArticles current = articles;
            if (current == null) {
                Optional<FoundArticles> begun = ++starts > MOST_STARTS || !owned.getAsBoolean()
                        ? Optional.empty()
                        : FoundArticles.start(stores, run);
                if (begun.isEmpty()) {
                    log.info(
                            "{} finds nothing more for {}: it is not open any more, or runs elsewhere",
                            run.runId(),
                            run.jobId());
                    stopped = true;
                    stop.run();
                    return;
                }
                articles = begun.get();
            } else if (current.add(batch)) {
                return;
            } else {
                articles = null;
            }
        }
    }

    /** One that no store takes keeps no other from its job. */
    private void setAside(FoundItem item, RuntimeException refused) {
        log.error("{} of {} could not be stored", item.url().given(), run.runId(), refused);
        skipped.add("%s could not be stored".formatted(item.url().given()));
    }
}

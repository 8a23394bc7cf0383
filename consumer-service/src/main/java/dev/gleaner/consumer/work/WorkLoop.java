package dev.gleaner.consumer.work;

import dev.gleaner.consumer.inflight.Execution;
import dev.gleaner.consumer.inflight.InFlight;
import dev.gleaner.consumer.presence.Presence;
import dev.gleaner.job.JobStatus;
import dev.gleaner.progress.ProgressUpdate;
import dev.gleaner.queue.ClaimResult;
import dev.gleaner.queue.QueueEntry;
import dev.gleaner.queue.WorkQueue;
import dev.gleaner.task.Tasks;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes work while there is room for it: one thread claims and starts, a virtual thread for each article does the rest.
 * With nothing to do it sleeps on a hint; the hint may be lost, so it looks again every few seconds.
 */
final class WorkLoop {
    private static final Logger log = LoggerFactory.getLogger(WorkLoop.class);

    private static final int MOST_PER_CLAIM = 32;
    private static final Duration IDLE = Duration.ofSeconds(5);
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(100);

    /** Time between two looks for what was handed out unheard. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    /** Of the 25 s in which a stopping process must be gone, what the running articles get. */
    private static final Duration GRACE = Duration.ofSeconds(15);

    private static final Duration LOOP_ENDS = Duration.ofSeconds(3);

    private static final Duration GIVE_BACK = Duration.ofSeconds(4);

    private final WorkQueue queue;
    private final Starter starter;
    private final Worker worker;
    private final Presence presence;
    private final InFlight inFlight;
    private final Tasks tasks;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("article-", 0).factory());
    private final Thread loop = Thread.ofPlatform().name("work").unstarted(this::run);
    private final Object sleepLock = new Object();
    private long lookedAt = System.nanoTime();
    private boolean sleeping;
    private volatile boolean stopping;

    WorkLoop(WorkQueue queue, Starter starter, Worker worker, Presence presence, InFlight inFlight, Tasks tasks) {
        this.queue = queue;
        this.starter = starter;
        this.worker = worker;
        this.presence = presence;
        this.inFlight = inFlight;
        this.tasks = tasks;
    }

    void start() {
        presence.onFenced(lost -> inFlight.all().stream()
                .filter(run -> run.incarnation().equals(lost))
                .forEach(run -> run.abort(Execution.AbortReason.FENCED)));
        loop.start();
    }

    private void run() {
        boolean failing = false;
        while (!stopping) {
            try {
                boolean asked = turn();
                if (failing && asked) {
                    log.info("Claiming again");
                }
                failing &= !asked;
            } catch (InterruptedException ending) {
                return;
            } catch (RuntimeException away) {
                if (!failing && !stopping) {
                    log.warn("Cannot claim work and will try again: {}", away.toString());
                    log.debug("Not claimed", away);
                }
                failing = true;
                pause();
            }
        }
    }

    /** Whether the queue was asked for work; not while there is no lease, nor room. */
    private boolean turn() throws InterruptedException {
        String incarnation = presence.incarnation();
        if (incarnation.isEmpty() || !inFlight.awaitFree(1, TimeUnit.SECONDS)) {
            if (incarnation.isEmpty()) {
                pause();
            }
            return false;
        }
        if (System.nanoTime() - lookedAt > LOOK_EVERY.toNanos()) {
            startUnheard(incarnation);
            lookedAt = System.nanoTime();
        }
        switch (queue.claim(incarnation, Math.min(MOST_PER_CLAIM, inFlight.free()))) {
            case ClaimResult.Fenced fenced -> presence.lost(incarnation);
            case ClaimResult.Taken taken -> {
                if (!taken.elements().isEmpty()) {
                    start(incarnation, taken.elements());
                } else if (!taken.more()) {
                    sleep(within(Objects.requireNonNullElse(taken.nextDue(), IDLE)));
                }
            }
        }
        return true;
    }

    /**
     * Starts what this process holds and does not know of: the answer to a claim was lost with its connection, and as long
     * as the lease is extended nobody else would take it. What is known is read first, and only this thread adds to it; so
     * what is held later and not known then was never heard of.
     */
    private void startUnheard(String incarnation) {
        Set<String> known =
                inFlight.all().stream().map(run -> run.element().text()).collect(Collectors.toSet());
        List<QueueEntry> unheard = queue.held(incarnation).stream()
                .filter(element -> !known.contains(element.text()))
                .toList();
        if (!unheard.isEmpty()) {
            log.warn("{} articles were handed out to {} unheard and are started now", unheard.size(), incarnation);
            start(incarnation, unheard);
        }
    }

    /** The only place where a stop may interrupt: anywhere else it would leave a half-known claim behind. */
    private void sleep(Duration limit) {
        synchronized (sleepLock) {
            if (stopping) {
                return;
            }
            sleeping = true;
        }
        try {
            queue.awaitWork(limit);
        } finally {
            synchronized (sleepLock) {
                sleeping = false;
                Thread.interrupted();
            }
        }
    }

    private static Duration within(Duration due) {
        Duration wait = due.compareTo(IDLE) < 0 ? due : IDLE;
        return wait.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : wait;
    }

    /** Started sooner or later: the elements are held and MongoDB may be away for a while. */
    private void start(String incarnation, List<QueueEntry> elements) {
        Starter.Batch batch = starter.batch(incarnation, elements);
        boolean failing = false;
        while (incarnation.equals(presence.incarnation())) {
            try {
                starter.start(batch, (run, version) -> threads.execute(() -> worker.work(run, version)));
                return;
            } catch (RuntimeException away) {
                if (stopping) {
                    queue.giveBack(incarnation, batch.elements());
                    return;
                }
                if (!failing) {
                    log.warn("{} articles are claimed and wait for the store: {}", elements.size(), away.toString());
                }
                failing = true;
                pause();
            }
        }
    }

    /** Looks at once whether anything runs that a cancelled job was the last to want. */
    void heard(List<ProgressUpdate> updates) {
        if (!inFlight.isEmpty() && updates.getLast().status() == JobStatus.CANCELLED) {
            threads.execute(this::abortUnwanted);
        }
    }

    /** Aborts what nobody waits for any more; asked on every heartbeat, because messages may be lost. */
    void abortUnwanted() {
        Collection<Execution> runs = inFlight.all();
        if (runs.isEmpty()) {
            return;
        }
        Set<String> unwanted =
                tasks.unwanted(runs.stream().map(Execution::articleId).toList());
        runs.stream()
                .filter(run -> unwanted.contains(run.articleId()))
                .forEach(run -> run.abort(Execution.AbortReason.UNWANTED));
    }

    /** Takes nothing more, lets what runs end for a while, and gives the rest back. */
    void stop() {
        synchronized (sleepLock) {
            stopping = true;
            if (sleeping) {
                loop.interrupt();
            }
        }
        try {
            loop.join(LOOP_ENDS);
            if (!inFlight.awaitEmpty(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                log.info("{} articles are given back", inFlight.size());
                inFlight.all().forEach(run -> run.abort(Execution.AbortReason.STOPPING));
                inFlight.awaitEmpty(GIVE_BACK.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
        threads.shutdownNow();
    }

    private static void pause() {
        try {
            Thread.sleep(Duration.ofMillis(500));
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.gleaner.consumer.work;

import dev.gleaner.consumer.fault.Pause;
import dev.gleaner.consumer.fault.StoreOutage;
import dev.gleaner.consumer.inflight.HeldEntries;
import dev.gleaner.consumer.inflight.InFlight;
import dev.gleaner.consumer.presence.Presence;
import dev.gleaner.duty.OutageLog;
import dev.gleaner.event.Event;
import dev.gleaner.event.Observer;
import dev.gleaner.queue.ClaimResult;
import dev.gleaner.queue.QueueEntry;
import dev.gleaner.queue.WorkQueue;
import dev.gleaner.store.Halving;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes work while there is room for it: one thread claims and starts. With nothing to do it sleeps on a hint; the hint may
 * be lost, so it looks again every few seconds.
 */
final class WorkLoop {
    private static final Logger log = LoggerFactory.getLogger(WorkLoop.class);

    private static final int MOST_PER_CLAIM = 32;
    private static final Duration IDLE = Duration.ofSeconds(5);
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(100);
    private static final Duration ENDS = Duration.ofSeconds(3);

    private final WorkQueue queue;
    private final Unheard unheard;
    private final Starter starter;
    private final Suspects suspects;
    private final Presence presence;
    private final InFlight inFlight;
    private final HeldEntries held;
    private final Observer observer;
    private final Pause pause;
    private final StoreOutage outage = new StoreOutage(this::pause);
    private final Thread loop = Thread.ofPlatform().name("work").unstarted(this::run);
    private final Object waitLock = new Object();
    private boolean waiting;
    private volatile boolean stopping;

    WorkLoop(
            WorkQueue queue,
            Unheard unheard,
            Starter starter,
            Suspects suspects,
            Presence presence,
            InFlight inFlight,
            HeldEntries held,
            Observer observer,
            Pause pause) {
        this.queue = queue;
        this.unheard = unheard;
        this.starter = starter;
        this.suspects = suspects;
        this.presence = presence;
        this.inFlight = inFlight;
        this.held = held;
        this.observer = observer;
        this.pause = pause;
    }

    /** @param fatal is told when the thread dies that takes work */
    void start(Thread.UncaughtExceptionHandler fatal) {
        loop.setUncaughtExceptionHandler(fatal);
        loop.start();
    }

    private void run() {
        OutageLog claiming = new OutageLog(log, "Claiming work");
        int failed = 0;
        while (!stopping) {
            try {
                if (turn()) {
                    claiming.went();
                    failed = 0;
                }
            } catch (InterruptedException ending) {
                return;
            } catch (RuntimeException fault) {
                // However it failed, the next turn may go through. A stop may interrupt a wait, and that is no fault.
                if (!stopping) {
                    claiming.failed(fault);
                }
                pause(++failed);
            }
        }
    }

    /** Whether the queue was asked for work; not while there is no lease, nor room, nor while one is worked on alone. */
    boolean turn() throws InterruptedException {
        String incarnation = presence.incarnation();
        if (incarnation.isEmpty()) {
            pause(1);
            return false;
        }
        if (!suspects.othersMayStart(1, TimeUnit.SECONDS) || !inFlight.awaitFree(1, TimeUnit.SECONDS)) {
            return false;
        }
        startUnheard(incarnation);
        switch (queue.claim(incarnation, Math.min(MOST_PER_CLAIM, inFlight.free()))) {
            case ClaimResult.Fenced fenced -> presence.lost(incarnation);
            case ClaimResult.Taken taken -> {
                suspects.claimed(taken.entries().size());
                if (!taken.entries().isEmpty()) {
                    tell(incarnation, taken.entries());
                    start(incarnation, taken.entries());
                } else if (!taken.more() && !suspects.isTaken()) {
                    Duration limit = within(Objects.requireNonNullElse(taken.nextDue(), IDLE));
                    interruptibly(() -> queue.awaitWork(limit));
                }
            }
        }
        return true;
    }

    private void tell(String incarnation, List<QueueEntry> entries) {
        observer.on(new Event.Claimed(incarnation, entries.size()));
        long now = System.currentTimeMillis();
        observer.on(new Event.PickedUp(entries.stream()
                .map(entry -> Duration.ofMillis(Math.max(0, now - entry.enqueuedMs())))
                .toList()));
    }

    private void startUnheard(String incarnation) {
        List<QueueEntry> entries = unheard.look(incarnation);
        if (!entries.isEmpty()) {
            log.warn("{} articles were handed out to {} unheard and are started now", entries.size(), incarnation);
            start(incarnation, entries);
        }
    }

    /**
     * Started sooner or later: the entries are held, and MongoDB may be away for a while. One that cannot be started for
     * another reason keeps no other from it, and comes back later.
     */
    private void start(String incarnation, List<QueueEntry> entries) {
        Starter.Batch batch = starter.batch(incarnation, entries);
        Halving.each(batch.entries(), part -> startAtLast(batch.of(part)), (entry, bug) -> {
            log.error("{} could not be started and comes back later", entry.articleId(), bug);
            held.setAside(incarnation, entry);
        });
    }

    private void startAtLast(Starter.Batch batch) {
        boolean started = outage.waitOut(
                "Starting %d articles".formatted(batch.entries().size()),
                () -> !stopping && batch.incarnation().equals(presence.incarnation()),
                () -> starter.start(batch));
        if (!started && stopping) {
            held.giveBack(batch.incarnation(), batch.entries());
        }
    }

    private static Duration within(Duration due) {
        Duration wait = due.compareTo(IDLE) < 0 ? due : IDLE;
        return wait.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : wait;
    }

    private void pause(int tries) {
        interruptibly(() -> pause.after(tries));
    }

    /** The only place where a stop may interrupt: anywhere else it would leave a half-known claim behind. */
    private void interruptibly(Wait wait) {
        synchronized (waitLock) {
            if (stopping) {
                return;
            }
            waiting = true;
        }
        try {
            wait.await();
        } catch (InterruptedException stopped) {
            log.debug("A stop ends the wait");
        } finally {
            synchronized (waitLock) {
                waiting = false;
                Thread.interrupted();
            }
        }
    }

    /** Takes nothing more. */
    void stop() {
        synchronized (waitLock) {
            stopping = true;
            if (waiting) {
                loop.interrupt();
            }
        }
        try {
            if (loop.isAlive()) {
                loop.join(ENDS);
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
        suspects.stop();
    }

    /** A wait that an interrupt ends. */
    @FunctionalInterface
    private interface Wait {
        void await() throws InterruptedException;
    }
}

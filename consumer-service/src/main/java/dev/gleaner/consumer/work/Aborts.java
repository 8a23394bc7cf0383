package dev.gleaner.consumer.work;

import dev.gleaner.consumer.inflight.Execution;
import dev.gleaner.consumer.inflight.Execution.AbortReason;
import dev.gleaner.consumer.inflight.InFlight;
import dev.gleaner.job.JobStatus;
import dev.gleaner.progress.ProgressUpdate;
import dev.gleaner.store.StoreAwayException;
import dev.gleaner.task.Tasks;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Aborts running work that must not go on. */
final class Aborts {
    private static final Logger log = LoggerFactory.getLogger(Aborts.class);

    private static final Duration GIVE_BACK = Duration.ofSeconds(4);

    private final InFlight inFlight;
    private final Tasks tasks;

    Aborts(InFlight inFlight, Tasks tasks) {
        this.inFlight = inFlight;
        this.tasks = tasks;
    }

    /** An incarnation has lost its lease: what it held may be running elsewhere. */
    void fenced(String incarnation) {
        inFlight.all().stream()
                .filter(execution -> execution.incarnation().equals(incarnation))
                .forEach(execution -> execution.abort(AbortReason.FENCED));
    }

    /** Looks at once whether anything runs that a cancelled job was the last to want. */
    void heard(List<ProgressUpdate> updates) {
        if (!inFlight.isEmpty() && updates.getLast().status() == JobStatus.CANCELLED) {
            // Whoever tells it reads all messages, and must not wait for a store.
            Thread.ofVirtual().name("abort-unwanted").start(() -> {
                try {
                    unwanted();
                } catch (StoreAwayException away) {
                    log.debug("What nobody waits for is aborted with the next heartbeat", away);
                }
            });
        }
    }

    /** Aborts what nobody waits for any more; asked on every heartbeat, because messages may be lost. */
    void unwanted() {
        Collection<Execution> running = inFlight.all();
        if (running.isEmpty()) {
            return;
        }
        Set<String> unwanted =
                tasks.unwanted(running.stream().map(Execution::articleId).toList());
        running.stream()
                .filter(execution -> unwanted.contains(execution.articleId()))
                .forEach(execution -> execution.abort(AbortReason.UNWANTED));
    }

    /** Lets what runs end for a while, and has the rest given back. */
    void stopping(Duration grace) {
        try {
            if (!inFlight.awaitEmpty(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                log.info("{} articles are given back", inFlight.size());
                inFlight.all().forEach(execution -> execution.abort(AbortReason.STOPPING));
                inFlight.awaitEmpty(GIVE_BACK.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }
}

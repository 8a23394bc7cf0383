package dev.gleaner.consumer.inflight;

import dev.gleaner.consumer.fault.StoreOutage;
import dev.gleaner.job.Try;
import dev.gleaner.queue.QueueEntry;
import dev.gleaner.queue.WorkQueue;
import dev.gleaner.task.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All ways in which an entry leaves what a consumer holds. What concerns an article that is being worked on waits for a
 * store that is away and ends its being in flight; what concerns entries of which nothing was started yet is repeated by
 * the caller together with the start.
 */
public final class HeldEntries {
    private static final Logger log = LoggerFactory.getLogger(HeldEntries.class);

    /** When an entry that could not be worked on comes back: seldom enough to fill no log. */
    static final Duration ASIDE = Duration.ofMinutes(1);

    private final WorkQueue queue;
    private final Tasks tasks;
    private final InFlight inFlight;
    private final StoreOutage outage;
    private final InstantSource clock;

    public HeldEntries(WorkQueue queue, Tasks tasks, InFlight inFlight, StoreOutage outage, InstantSource clock) {
        this.queue = queue;
        this.tasks = tasks;
        this.inFlight = inFlight;
        this.outage = outage;
        this.clock = clock;
    }

    /** Lets go of entries that are void. */
    public void drop(String incarnation, Collection<QueueEntry> entries) {
        queue.discard(incarnation, entries);
    }

    /** Lets entries come back when their retries are due. */
    public void defer(String incarnation, Map<QueueEntry, Instant> due) {
        queue.defer(incarnation, due);
    }

    /** Lets articles come back later that were started and not begun; no attempt is counted, and no death is forgotten. */
    public void comeBack(String incarnation, Collection<Execution> started, Instant due) {
        Map<String, String> claims = new HashMap<>();
        Map<QueueEntry, Instant> entries = new HashMap<>();
        for (Execution execution : started) {
            claims.put(execution.articleId(), execution.claim());
            entries.put(execution.entry(), due);
        }
        tasks.giveBack(claims);
        queue.defer(incarnation, entries);
    }

    /** Puts entries back that were claimed and not started. */
    public void giveBack(String incarnation, Collection<QueueEntry> entries) {
        queue.giveBack(incarnation, entries);
    }

    /**
     * Lets an entry go for a while that a fault of ours or of a store keeps from being worked on. Nothing is lost or stuck by
     * it: the entry stays in the queue, so the audit counts its task as present; it takes no slot of its host; and whoever
     * claims it in a minute meets its task as it is then. A task that is done is finished. One that still runs under a claim
     * that nobody follows any more makes the entry void, so the audit misses it and queues the task anew. Should Redis refuse
     * even this, the entry stays held, and the next look for what was handed out unheard finds it, or the reaper after the
     * end of this process.
     */
    public void setAside(String incarnation, QueueEntry entry) {
        Instant due = clock.instant().plus(ASIDE);
        try {
            outage.waitOut("Setting aside " + entry.articleId(), () -> queue.defer(incarnation, Map.of(entry, due)));
        } catch (RuntimeException fault) {
            log.error("{} could not be set aside and stays held", entry.articleId(), fault);
        }
    }

    /** The same for an article that is in flight. */
    public void setAside(Execution execution) {
        setAside(execution.incarnation(), execution.entry());
        inFlight.remove(execution);
    }

    /** Lets go of articles that ended, after their endings were written. */
    public void release(Collection<Execution> ended) {
        Map<String, List<QueueEntry>> held = ended.stream()
                .collect(Collectors.groupingBy(
                        Execution::incarnation, Collectors.mapping(Execution::entry, Collectors.toList())));
        outage.waitOut("Letting go of %d articles that ended".formatted(ended.size()), () -> held.forEach(queue::ack));
        ended.forEach(inFlight::remove);
    }

    /** Lets an article wait of which no attempt was made. */
    public void comeBack(Execution execution, Instant due) {
        int failed = execution.task().attempt();
        later(execution, due, () -> tasks.retryLater(execution.articleId(), execution.claim(), failed, due));
    }

    /**
     * Lets an article wait for its next attempt.
     *
     * @param failed attempts so far, with the one that ended now
     * @param tries those that are kept, with that one
     * @return whether it waits; not if its task was taken over by others
     */
    public boolean retryLater(Execution execution, int failed, Instant due, List<Try> tries) {
        return later(
                execution, due, () -> tasks.retryLater(execution.articleId(), execution.claim(), failed, due, tries));
    }

    private boolean later(Execution execution, Instant due, BooleanSupplier change) {
        AtomicBoolean waits = new AtomicBoolean();
        outage.waitOut("Deferring the retry of " + execution.articleId(), () -> {
            waits.set(change.getAsBoolean());
            if (waits.get()) {
                queue.defer(execution.incarnation(), Map.of(execution.entry(), due));
            } else {
                queue.ack(execution.incarnation(), List.of(execution.entry()));
            }
        });
        inFlight.remove(execution);
        return waits.get();
    }

    /** Gives an article back, for others to work on; no attempt is counted. */
    public void giveBack(Execution execution) {
        outage.waitOut("Giving back " + execution.articleId(), () -> requeue(execution));
        inFlight.remove(execution);
    }

    /** Lets go of an article that nobody waits for; if somebody does again, it is given back. */
    public void dropUnwanted(Execution execution) {
        outage.waitOut("Letting go of " + execution.articleId(), () -> {
            if (tasks.removeUnwanted(execution.articleId(), execution.claim())) {
                queue.ack(execution.incarnation(), List.of(execution.entry()));
            } else {
                requeue(execution);
            }
        });
        inFlight.remove(execution);
    }

    /** Forgets an article whose entry was taken away with the lease. */
    public void forget(Execution execution) {
        inFlight.remove(execution);
    }

    /** The task first: an entry that comes back before its task is queued again would be taken for void. */
    private void requeue(Execution execution) {
        tasks.giveBack(Map.of(execution.articleId(), execution.claim()));
        queue.giveBack(execution.incarnation(), List.of(execution.entry()));
    }
}

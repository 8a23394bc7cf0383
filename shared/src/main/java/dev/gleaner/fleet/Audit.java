package dev.gleaner.fleet;

import dev.gleaner.event.Event;
import dev.gleaner.event.Observer;
import dev.gleaner.id.Ids;
import dev.gleaner.queue.QueueEntry;
import dev.gleaner.queue.WorkQueue;
import dev.gleaner.store.Halving;
import dev.gleaner.task.Finisher;
import dev.gleaner.task.Holds;
import dev.gleaner.task.Task;
import dev.gleaner.task.TaskState;
import dev.gleaner.task.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Gatherers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the open tasks with the queue and queues again what the queue has lost. One process at a time does it,
 * again and again, and at once when Redis was emptied. A task is lost only when two looks {@link #SECOND_LOOK} apart both
 * miss it: entries move while they are read. A task queued by mistake costs a stale entry, nothing more.
 */
public final class Audit {
    /** Time between the two looks of one audit. */
    public static final Duration SECOND_LOOK = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(Audit.class);
    private static final int CHUNK = 1000;

    private final Tasks tasks;
    private final WorkQueue queue;
    private final QueueView view;
    private final Finisher finisher;
    private final Holds holds;
    private final Runnable orders;
    private final InstantSource clock;
    private final Duration period;
    private final Observer observer;
    private final String name = Ids.token();

    private @Nullable Suspects suspects;

    /**
     * @param orders tells the queue again what operators have ordered of hosts; done before anything is queued again
     * @param period between two audits of the fleet
     */
    public Audit(
            Tasks tasks,
            WorkQueue queue,
            QueueView view,
            Finisher finisher,
            Holds holds,
            Runnable orders,
            InstantSource clock,
            Duration period,
            Observer observer) {
        this.tasks = tasks;
        this.queue = queue;
        this.view = view;
        this.finisher = finisher;
        this.holds = holds;
        this.orders = orders;
        this.clock = clock;
        this.period = period;
        this.observer = observer;
    }

    /** One turn: takes the first look when an audit is due, the second when its time has come; else does nothing. */
    public void turn() {
        Suspects seen = suspects;
        if (seen == null) {
            if (view.lead(name, period)) {
                suspects = firstLook();
            }
        } else if (!clock.instant().isBefore(seen.lookedAt.plus(SECOND_LOOK))) {
            // Forgotten before the second look: should that fail, the next audit begins anew.
            suspects = null;
            secondLook(seen);
        }
    }

    private Suspects firstLook() {
        boolean lostAll = view.generation().isEmpty();
        orders.run();
        long forgotten = view.recoverForgotten();
        tell(0, forgotten, 0);
        Instant looked = clock.instant();
        Set<String> present = view.present();
        List<Suspect> missing = new ArrayList<>();
        AtOnce atOnce = new AtOnce(looked);
        HeldBack heldBack = new HeldBack();
        tasks.scan(task -> {
            if (isHeldBack(task)) {
                heldBack.add(task);
                return;
            }
            if (present.contains(identity(task))) {
                return;
            }
            if (lostAll && atOnce.takes(task)) {
                atOnce.add(task);
            } else {
                missing.add(new Suspect(task.articleId(), task.version()));
            }
        });
        atOnce.end();
        heldBack.end();
        if (lostAll && atOnce.total + missing.size() > 0) {
            // On a new one there is nothing to tell of.
            log.warn(
                    "Redis has no generation id: it was emptied; {} open articles were missing",
                    atOnce.total + missing.size());
        }
        return new Suspects(missing, clock.instant());
    }

    private void secondLook(Suspects seen) {
        tell(repair(seen.tasks), 0, 0);
        tell(0, 0, view.rebuildHosts());
        view.renewGeneration(Ids.token());
    }

    /** Each repair by itself, when it is made: the next may fail. */
    private void tell(long requeued, long recovered, long recounted) {
        if (requeued + recovered + recounted > 0) {
            observer.on(new Event.Audited(requeued, recovered, recounted));
        }
    }

    /** Chunk by chunk, so that what is found first is handed out while the rest is still looked at. */
    private long repair(List<Suspect> missing) {
        if (missing.isEmpty()) {
            return 0;
        }
        long lost = 0;
        Set<String> present = view.present();
        for (List<Suspect> chunk :
                missing.stream().gather(Gatherers.windowFixed(CHUNK)).toList()) {
            Map<String, Task> now =
                    tasks.find(chunk.stream().map(Suspect::articleId).toList());
            List<Task> stillMissing = new ArrayList<>();
            for (Suspect before : chunk) {
                Task task = now.get(before.articleId());
                if (task != null
                        && task.version().equals(before.version())
                        && !isHeldBack(task)
                        && !present.contains(identity(task))) {
                    stillMissing.add(task);
                }
            }
            repairChunk(stillMissing);
            lost += stillMissing.size();
        }
        return lost;
    }

    private void repairChunk(List<Task> lost) {
        List<Task> done =
                lost.stream().filter(task -> task.state() == TaskState.DONE).toList();
        // Whoever's jobs cannot be told keeps no other from being told, nor from being queued.
        Halving.each(
                done,
                finisher::finish,
                (task, fault) -> log.error("{} is done and cannot be finished", task.articleId(), fault));
        queueAgain(lost.stream().filter(task -> task.state() != TaskState.DONE).toList(), Ids.token());
    }

    /** All are pushed without a look which of them the update has met: an entry without its task is void, that is all. */
    private void queueAgain(List<Task> open, String version) {
        if (open.isEmpty()) {
            return;
        }
        tasks.requeue(open, version);
        long now = clock.instant().toEpochMilli();
        queue.push(open.stream()
                .map(task -> QueueEntry.fresh(task.articleId(), version, task.pushedLane(), now, task.host()))
                .toList());
        tasks.pushed(open.stream().map(Task::articleId).toList(), List.of(version));
    }

    /** Nobody works on it, and nobody is to: it needs no entry. */
    private static boolean isHeldBack(Task task) {
        return task.held() && task.state() != TaskState.RUNNING && task.state() != TaskState.DONE;
    }

    private static String identity(Task task) {
        return task.entry(Instant.EPOCH).identity();
    }

    /** A task that the first look missed; all that has to be kept of it, for there may be very many. */
    private record Suspect(String articleId, String version) {}

    /** What the first look missed. */
    private record Suspects(List<Suspect> tasks, Instant lookedAt) {}

    /** What is held back is not lost; but whoever was to let it go may have died, or may know nothing of it. */
    private final class HeldBack {
        private final List<Task> chunk = new ArrayList<>();

        void add(Task task) {
            chunk.add(task);
            if (chunk.size() == CHUNK) {
                end();
            }
        }

        void end() {
            holds.letGoWanted(chunk);
            chunk.clear();
        }
    }

    /**
     * After a loss of all, what only waits is pushed again while it is read, in one pass and as it is: nobody works on it, so
     * its version is as good as a new one, and MongoDB has nothing to write. An entry that was there all the same is a second
     * one of its version, of which the start of either makes the other void. A running task could be taken from its consumer
     * that way, so it has to be missed twice; and what is still to be pushed, or came after the look, is pushed by its submission.
     */
    private final class AtOnce {
        private final Instant looked;
        private final List<QueueEntry> chunk = new ArrayList<>(CHUNK);
        private long total;

        AtOnce(Instant looked) {
            this.looked = looked;
        }

        boolean takes(Task task) {
            boolean waits = task.state() == TaskState.QUEUED || task.state() == TaskState.RETRY_WAIT;
            return waits && !task.out() && !task.createdAt().isAfter(looked);
        }

        void add(Task task) {
            chunk.add(task.entry(looked));
            if (chunk.size() == CHUNK) {
                flush();
            }
        }

        private void flush() {
            queue.push(chunk);
            total += chunk.size();
            chunk.clear();
        }

        void end() {
            flush();
            tell(total, 0, 0);
        }
    }
}

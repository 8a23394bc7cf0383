package dev.gleaner.fleet;

import dev.gleaner.id.Ids;
import dev.gleaner.queue.Element;
import dev.gleaner.queue.WorkQueue;
import dev.gleaner.task.Finisher;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the open tasks with the queue and queues again what the queue has lost. One process at a time does it, every
 * {@link #PERIOD} unless told otherwise, and at once when Redis was emptied. A task is lost only when two looks {@link #SECOND_LOOK} apart both
 * miss it: elements move while they are read. A task queued by mistake costs a stale element, nothing more.
 */
public final class Audit {
    /** Usual time between two audits of the fleet. */
    public static final Duration PERIOD = Duration.ofSeconds(60);

    /** Time between the two looks of one audit. */
    public static final Duration SECOND_LOOK = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(Audit.class);
    private static final int CHUNK = 1000;

    private final Tasks tasks;
    private final WorkQueue queue;
    private final QueueView view;
    private final Finisher finisher;
    private final InstantSource clock;
    private final Duration period;
    private final String name = Ids.token();

    private @Nullable Suspects suspects;

    public Audit(Tasks tasks, WorkQueue queue, QueueView view, Finisher finisher, InstantSource clock) {
        this(tasks, queue, view, finisher, clock, PERIOD);
    }

    /** @param period between two audits of the fleet */
    public Audit(
            Tasks tasks, WorkQueue queue, QueueView view, Finisher finisher, InstantSource clock, Duration period) {
        this.tasks = tasks;
        this.queue = queue;
        this.view = view;
        this.finisher = finisher;
        this.clock = clock;
        this.period = period;
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
        if (view.generation().isEmpty()) {
            log.warn("Redis has no generation id: it is new or was emptied; all open work is checked");
        }
        Set<String> present = view.present();
        List<Task> missing = new ArrayList<>();
        tasks.scan(task -> {
            if (!present.contains(identity(task))) {
                missing.add(task);
            }
        });
        return new Suspects(missing, clock.instant());
    }

    private void secondLook(Suspects seen) {
        List<Task> lost = stillMissing(seen.tasks);
        for (int from = 0; from < lost.size(); from += CHUNK) {
            repair(lost.subList(from, Math.min(lost.size(), from + CHUNK)));
        }
        if (!lost.isEmpty()) {
            log.warn("{} open articles were in no list and are queued again", lost.size());
        }
        long wrong = view.rebuildHosts();
        if (wrong > 0) {
            log.info("The running counts of {} hosts were wrong and are corrected", wrong);
        }
        view.renewGeneration(Ids.token());
    }

    private List<Task> stillMissing(List<Task> missing) {
        List<Task> lost = new ArrayList<>();
        if (missing.isEmpty()) {
            return lost;
        }
        Set<String> present = view.present();
        for (int from = 0; from < missing.size(); from += CHUNK) {
            List<Task> chunk = missing.subList(from, Math.min(missing.size(), from + CHUNK));
            Map<String, Task> now =
                    tasks.find(chunk.stream().map(Task::articleId).toList());
            for (Task before : chunk) {
                Task task = now.get(before.articleId());
                if (task != null && task.version().equals(before.version()) && !present.contains(identity(task))) {
                    lost.add(task);
                }
            }
        }
        return lost;
    }

    private void repair(List<Task> lost) {
        List<Task> done =
                lost.stream().filter(task -> task.state() == TaskState.DONE).toList();
        if (!done.isEmpty()) {
            finisher.finish(done);
        }
        List<Task> open =
                lost.stream().filter(task -> task.state() != TaskState.DONE).toList();
        String version = Ids.token();
        tasks.requeue(open, version);
        List<String> articles = open.stream().map(Task::articleId).toList();
        Instant now = clock.instant();
        List<Element> elements = tasks.find(articles).values().stream()
                .filter(task -> task.version().equals(version))
                .map(task -> task.element(now))
                .toList();
        queue.push(elements);
        tasks.pushed(articles, List.of(version));
    }

    private static String identity(Task task) {
        return task.element(Instant.EPOCH).identity();
    }

    /** What the first look missed. */
    private record Suspects(List<Task> tasks, Instant lookedAt) {}
}

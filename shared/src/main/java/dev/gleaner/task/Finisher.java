package dev.gleaner.task;

import dev.gleaner.job.Failure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The way from a done task to told jobs. Idempotent: the consumer that did the work runs it, and so does anybody who
 * meets a done task that its consumer left behind.
 */
public final class Finisher {
    private final Tasks tasks;
    private final JobEnds ends;

    public Finisher(Tasks tasks, JobEnds ends) {
        this.tasks = tasks;
        this.ends = ends;
    }

    /** Settles all waiters of done tasks, completes their jobs, tells the world and deletes the tasks. */
    public void finish(Collection<Task> done) {
        Map<String, Group> groups = new TreeMap<>();
        for (Task task : done) {
            for (Waiter waiter : task.waiters()) {
                groups.computeIfAbsent(waiter.text(), key -> new Group(waiter)).add(task);
            }
        }
        for (Group group : groups.values()) {
            ends.settle(group.waiter.jobId(), group.waiter.run(), group.succeeded, group.failed);
        }
        tasks.remove(done);
    }

    /** What one job is told at once. */
    private static final class Group {
        final Waiter waiter;
        final List<String> succeeded = new ArrayList<>();
        final List<Failure> failed = new ArrayList<>();

        Group(Waiter waiter) {
            this.waiter = waiter;
        }

        void add(Task task) {
            switch (task.outcome()) {
                case Outcome.Succeeded ok -> succeeded.add(task.articleId());
                case Outcome.Failed f -> failed.add(new Failure(task.articleId(), f.code(), f.error(), f.at()));
                case null -> throw new IllegalArgumentException(task.articleId() + " is not done");
            }
        }
    }
}

package dev.gleaner.task;

import dev.gleaner.id.Ids;
import dev.gleaner.job.Job;
import dev.gleaner.job.Jobs;
import dev.gleaner.queue.WorkQueue;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Gatherers;

/**
 * Holds articles back while all jobs that wait for them are paused, and lets them go when one of them is not. What a task has to
 * be follows from its waiters and from their jobs alone, so anybody may bring any task in line, again and again.
 *
 * <p>A job is changed first, its tasks follow. Whoever holds a task looks at the jobs once more afterwards, and whoever changes
 * a job or joins a task looks at the task afterwards: of two who do so at once, one sees what the other has written.
 */
public final class Holds {
    private static final int CHUNK = 1000;

    private final Tasks tasks;
    private final Jobs jobs;
    private final WorkQueue queue;
    private final InstantSource clock;

    public Holds(Tasks tasks, Jobs jobs, WorkQueue queue, InstantSource clock) {
        this.tasks = tasks;
        this.jobs = jobs;
        this.queue = queue;
        this.clock = clock;
    }

    /** Brings the open tasks of these articles in line with the jobs that wait for them. */
    public void align(Collection<String> articleIds) {
        articleIds.stream().gather(Gatherers.windowFixed(CHUNK)).forEach(this::alignChunk);
    }

    private void alignChunk(List<String> articleIds) {
        List<Task> open = open(articleIds);
        Waiters before = waiters(open);
        List<Task> hold = open.stream()
                .filter(task -> !task.held() && before.arePaused(task))
                .toList();
        tasks.hold(hold);
        letGoWanted(hold.isEmpty() ? open : open(articleIds));
    }

    /** Lets go of those tasks that are held although a job wants them now; these are pushed. */
    public void letGoWanted(Collection<Task> read) {
        List<Task> held = read.stream().filter(Task::held).toList();
        if (held.isEmpty()) {
            return;
        }
        Waiters now = waiters(held);
        List<String> wanted =
                held.stream().filter(now::want).map(Task::articleId).toList();
        if (!wanted.isEmpty()) {
            String version = Ids.token();
            tasks.letGo(wanted, version);
            push(wanted, version);
        }
    }

    /** Pushes those of these articles that somebody began to push, and may have died before it was done. */
    public void pushAgain(Collection<String> articleIds) {
        articleIds.stream().gather(Gatherers.windowFixed(CHUNK)).forEach(chunk -> {
            List<Task> out = open(chunk).stream().filter(Task::out).toList();
            if (!out.isEmpty()) {
                // Under a new version: should its entry have been pushed after all, it is stale and not a second one.
                String version = Ids.token();
                tasks.requeue(out, version);
                push(out.stream().map(Task::articleId).toList(), version);
            }
        });
    }

    /** Pushes those tasks that have this version. */
    public void push(Collection<String> articleIds, String version) {
        List<Task> pushed = open(articleIds).stream()
                .filter(task -> task.version().equals(version))
                .toList();
        if (pushed.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        queue.push(pushed.stream().map(task -> task.entry(now)).toList());
        tasks.pushed(pushed.stream().map(Task::articleId).toList(), List.of(version));
    }

    private List<Task> open(Collection<String> articleIds) {
        return tasks.find(articleIds).values().stream()
                .filter(task -> task.state() != TaskState.DONE)
                .toList();
    }

    private Waiters waiters(List<Task> open) {
        List<String> ids = open.stream()
                .flatMap(task -> task.waiters().stream())
                .map(Waiter::jobId)
                .distinct()
                .toList();
        Map<String, Job> found = new HashMap<>();
        ids.stream()
                .gather(Gatherers.windowFixed(CHUNK))
                .forEach(chunk -> jobs.findAll(chunk).forEach(job -> found.put(job.id(), job)));
        return new Waiters(found);
    }

    /** The jobs that wait, as they are now. One that has ended, or is in another run, waits no longer. */
    private record Waiters(Map<String, Job> jobs) {
        /** Whether a job that is not paused waits. */
        boolean want(Task task) {
            return waiting(task).stream().anyMatch(job -> !job.paused());
        }

        /** Whether jobs wait, and all of them are paused. */
        boolean arePaused(Task task) {
            List<Job> waiting = waiting(task);
            return !waiting.isEmpty() && waiting.stream().allMatch(Job::paused);
        }

        private List<Job> waiting(Task task) {
            List<Job> waiting = new ArrayList<>();
            for (Waiter waiter : task.waiters()) {
                Job job = jobs.get(waiter.jobId());
                if (job != null && job.run() == waiter.run() && !job.status().ended()) {
                    waiting.add(job);
                }
            }
            return waiting;
        }
    }
}

package dev.gleaner.task;

import dev.gleaner.job.Effort;
import dev.gleaner.job.Efforts;
import dev.gleaner.job.Efforts.Note;
import dev.gleaner.job.Failure;
import dev.gleaner.job.Jobs;
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
    private final Jobs jobs;
    private final Efforts efforts;
    private final JobEnds ends;

    public Finisher(Tasks tasks, Jobs jobs, Efforts efforts, JobEnds ends) {
        this.tasks = tasks;
        this.jobs = jobs;
        this.efforts = efforts;
        this.ends = ends;
    }

    /** Notes what it took, settles all waiters of done tasks, completes their jobs, tells the world and deletes the tasks. */
    public void finish(Collection<Task> done) {
        Map<String, Group> groups = new TreeMap<>();
        for (Task task : done) {
            for (Waiter waiter : task.waiters()) {
                groups.computeIfAbsent(waiter.text(), key -> new Group(waiter)).add(task);
            }
        }
        efforts.note(
                groups.values().stream().flatMap(group -> group.notes.stream()).toList());
        groups.values().forEach(this::settle);
        tasks.remove(done);
    }

    /** Settles articles of a job that came to be there without a task of it. */
    public void arrived(Waiter waiter, Map<String, Effort> fresh) {
        Group group = new Group(waiter);
        fresh.forEach(group::add);
        efforts.note(group.notes);
        settle(group);
    }

    private void settle(Group group) {
        String jobId = group.waiter.jobId();
        boolean nothing = ends.settle(jobId, group.waiter.run(), group.succeeded, group.failed)
                .isEmpty();
        if (nothing && !group.notes.isEmpty() && jobs.find(jobId).isEmpty()) {
            // The job was removed before the notes came, and with it all that could lead anybody to them.
            efforts.remove(jobId, Note.articles(group.notes));
        }
    }

    /** What one job is told at once. */
    private static final class Group {
        final Waiter waiter;
        final List<String> succeeded = new ArrayList<>();
        final List<Failure> failed = new ArrayList<>();
        final List<Note> notes = new ArrayList<>();

        Group(Waiter waiter) {
            this.waiter = waiter;
        }

        void add(Task task) {
            Outcome outcome = task.outcome();
            if (outcome == null) {
                throw new IllegalArgumentException(task.articleId() + " is not done");
            }
            switch (outcome) {
                case Outcome.Succeeded ok -> succeeded.add(task.articleId());
                case Outcome.Failed f -> failed.add(new Failure(task.articleId(), f.code(), f.error(), f.at()));
            }
            Effort effort = outcome.effort();
            if (effort != null) {
                notes.add(note(task.articleId(), effort));
            }
        }

        void add(String articleId, Effort effort) {
            succeeded.add(articleId);
            notes.add(note(articleId, effort));
        }

        private Note note(String articleId, Effort effort) {
            return new Note(waiter.jobId(), waiter.run(), articleId, effort);
        }
    }
}

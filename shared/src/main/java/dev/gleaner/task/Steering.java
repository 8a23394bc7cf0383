package dev.gleaner.task;

import dev.gleaner.id.Ids;
import dev.gleaner.job.Job;
import dev.gleaner.job.Jobs;
import dev.gleaner.queue.Lane;
import java.util.List;
import java.util.stream.Gatherers;

/** Lets the tasks of a job follow what was decided about it: its pause, the end of it, its priority. Repeatable. */
public final class Steering {
    private static final int CHUNK = 1000;

    private final Tasks tasks;
    private final Jobs jobs;
    private final Holds holds;

    public Steering(Tasks tasks, Jobs jobs, Holds holds) {
        this.tasks = tasks;
        this.jobs = jobs;
        this.holds = holds;
    }

    /** @param job as it was after the decision; whether it is paused is asked again */
    public void follow(Job job) {
        follow(job, jobs.pending(job.id()));
    }

    /** The same for a decision whose process may have died at any step of it. */
    public void followAgain(Job job) {
        List<String> pending = jobs.pending(job.id());
        follow(job, pending);
        holds.pushAgain(pending);
    }

    private void follow(Job job, List<String> pending) {
        Integer priority = job.control().priority();
        if (priority != null) {
            move(pending, new Waiter(job.id(), job.run()), Lane.ofPriority(priority));
        }
        holds.align(pending);
    }

    private void move(List<String> pending, Waiter waiter, Lane lane) {
        pending.stream().gather(Gatherers.windowFixed(CHUNK)).forEach(chunk -> {
            String version = Ids.token();
            tasks.move(chunk, waiter, lane, version);
            holds.push(chunk, version);
        });
    }
}

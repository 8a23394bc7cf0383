package dev.gleaner.api.enqueue;

import dev.gleaner.job.Intent;
import dev.gleaner.job.Intents;
import dev.gleaner.job.Item;
import dev.gleaner.job.Job;
import dev.gleaner.job.JobControl;
import dev.gleaner.job.JobStatus;
import dev.gleaner.job.Jobs;
import dev.gleaner.progress.ProgressBus;
import dev.gleaner.progress.ProgressUpdate;
import dev.gleaner.task.JobEnds;
import dev.gleaner.task.Steering;
import dev.gleaner.task.Tasks.Wish;
import dev.gleaner.task.Waiter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What follows the commit of a job: its articles join their tasks, the job begins, the intent goes. Repeatable. */
public final class Pusher {
    private final Joiner joiner;
    private final Jobs jobs;
    private final Intents intents;
    private final Release release;
    private final Steering steering;
    private final JobEnds ends;
    private final ProgressBus progress;

    public Pusher(
            Joiner joiner,
            Jobs jobs,
            Intents intents,
            Release release,
            Steering steering,
            JobEnds ends,
            ProgressBus progress) {
        this.joiner = joiner;
        this.jobs = jobs;
        this.intents = intents;
        this.release = release;
        this.steering = steering;
        this.ends = ends;
        this.progress = progress;
    }

    /** @param needAfter articles scraped before that are too old, but those that have a time of their own */
    public void push(Intent intent, List<Wish> wishes, Instant needAfter) {
        joiner.join(wishes, new Waiter(intent.jobId(), intent.run()), needAfter);
        begin(intent);
    }

    /**
     * The same for a job whose process may have died at any step of it.
     *
     * @param job as it is now; it may be in a later run than the intent's
     * @param left items of it that are still pending
     */
    public void pushAgain(Intent intent, Jobs.Detail job, List<Item> left) {
        int run = job.job().run();
        List<Wish> wishes = left.stream()
                .map(item -> Wish.of(item, job.fetch(), run)
                        .withPriority(job.job().control().priority()))
                .toList();
        joiner.joinAgain(wishes, new Waiter(intent.jobId(), run), job.needAfter());
        // It may have died between the end of the last article and that of the job: no task is left to lead there.
        ends.complete(intent.jobId(), run);
        begin(intent);
    }

    private void begin(Intent intent) {
        Optional<Job> begun = jobs.begin(intent.jobId());
        Optional<Job> now = begun.or(() -> jobs.find(intent.jobId()));
        if (begun.isPresent()) {
            progress.publish(List.of(ProgressUpdate.of(begun.get())));
        } else if (now.isPresent() && now.get().status() == JobStatus.CANCELLED) {
            // Cancelled while its articles joined: those that joined after the cancel had looked are still waited for.
            release.release(now.get(), jobs.pending(intent.jobId()));
        }
        // Steered while its articles joined: those that joined after that are as they were submitted.
        if (now.isPresent() && !now.get().control().equals(JobControl.NONE)) {
            steering.follow(now.get());
        }
        intents.remove(intent);
    }
}

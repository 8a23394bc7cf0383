package dev.gleaner.api.jobs;

import dev.gleaner.api.enqueue.Release;
import dev.gleaner.job.Intent;
import dev.gleaner.job.Intents;
import dev.gleaner.job.Job;
import dev.gleaner.job.JobStatus;
import dev.gleaner.job.Jobs;
import dev.gleaner.store.Durability;
import dev.gleaner.store.StoreAwayException;
import dev.gleaner.task.JobEnds;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cancels jobs. One update decides, and is answered at once; letting go of the tasks follows in the background and is
 * ended by the sweeper if this process dies.
 */
public final class Cancellation {
    private static final Logger log = LoggerFactory.getLogger(Cancellation.class);

    /** An intent of that age whose job is not cancelled belongs to nobody. */
    private static final Duration ABANDONED_AFTER = Duration.ofSeconds(60);

    private final Jobs jobs;
    private final Intents intents;
    private final Release release;
    private final JobEnds ends;
    private final Durability durability;
    private final Executor background;
    private final InstantSource clock;

    public Cancellation(
            Jobs jobs,
            Intents intents,
            Release release,
            JobEnds ends,
            Durability durability,
            Executor background,
            InstantSource clock) {
        this.jobs = jobs;
        this.intents = intents;
        this.release = release;
        this.ends = ends;
        this.durability = durability;
        this.background = background;
        this.clock = clock;
    }

    /** Cancels a job if it is open and something of it is pending. */
    public CancelAnswer cancel(String jobId) {
        Optional<Job> before = jobs.find(jobId);
        if (before.isEmpty()) {
            return new CancelAnswer.Unknown();
        }
        if (before.get().status().ended()) {
            return new CancelAnswer.AlreadyEnded(before.get());
        }
        Intent intent = Intent.cancel(before.get(), clock.instant());
        boolean ours = intents.insert(intent);
        Optional<Jobs.Cancelled> cancelled = ends.cancel(jobId);
        if (cancelled.isEmpty()) {
            if (ours) {
                intents.remove(intent);
            }
            return ended(jobId, before.get().run());
        }
        durability.await();
        Job job = cancelled.get().job();
        background.execute(() -> letGoNow(intent, job, cancelled.get().givenUp()));
        return new CancelAnswer.Cancelled(job, cancelled.get().givenUp().size());
    }

    /** Somebody else ended it, or its last article is settled and only the completion was missing. */
    private CancelAnswer ended(String jobId, int run) {
        ends.complete(jobId, run);
        return jobs.find(jobId)
                .<CancelAnswer>map(CancelAnswer.AlreadyEnded::new)
                .orElseGet(CancelAnswer.Unknown::new);
    }

    /** Ends a cancel that its process left behind. */
    public void sweep(Intent intent) {
        Optional<Job> job = jobs.find(intent.jobId());
        if (job.isPresent() && job.get().status() == JobStatus.CANCELLED) {
            letGo(intent, job.get(), jobs.pending(intent.jobId()));
        } else if (intent.createdAt().plus(ABANDONED_AFTER).isBefore(clock.instant())) {
            intents.remove(intent);
        }
    }

    /** On a thread that nobody listens to; whatever happens, the intent leads the sweeper here again. */
    private void letGoNow(Intent intent, Job job, List<String> givenUp) {
        try {
            letGo(intent, job, givenUp);
        } catch (StoreAwayException away) {
            log.warn("Tasks of the cancelled {} are let go later: {}", job.id(), away.getMessage());
        } catch (RuntimeException bug) {
            log.error("Tasks of the cancelled {} could not be let go", job.id(), bug);
        }
    }

    private void letGo(Intent intent, Job job, List<String> givenUp) {
        release.release(job, givenUp);
        intents.remove(intent);
    }
}

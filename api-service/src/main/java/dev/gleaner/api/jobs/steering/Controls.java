package dev.gleaner.api.jobs.steering;

import dev.gleaner.id.Ids;
import dev.gleaner.job.Intent;
import dev.gleaner.job.Intents;
import dev.gleaner.job.Job;
import dev.gleaner.job.Jobs;
import dev.gleaner.progress.ProgressBus;
import dev.gleaner.progress.ProgressUpdate;
import dev.gleaner.store.Durability;
import dev.gleaner.store.StoreAwayException;
import dev.gleaner.task.JobEnds;
import dev.gleaner.task.Steering;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pauses jobs, resumes them, and gives them another priority. One update of the job decides; its tasks follow before the answer,
 * or by the sweeper if this process dies.
 */
public final class Controls {
    private static final Logger log = LoggerFactory.getLogger(Controls.class);

    /** A younger intent belongs to a process that is at work on it. */
    private static final Duration SWEEP_AFTER = Duration.ofSeconds(5);

    /** An intent of that age whose change the job does not show was overtaken, or belongs to nobody. */
    private static final Duration ABANDONED_AFTER = Duration.ofSeconds(60);

    private final Jobs jobs;
    private final Intents intents;
    private final Steering steering;
    private final JobEnds ends;
    private final ProgressBus progress;
    private final Durability durability;
    private final InstantSource clock;

    public Controls(
            Jobs jobs,
            Intents intents,
            Steering steering,
            JobEnds ends,
            ProgressBus progress,
            Durability durability,
            InstantSource clock) {
        this.jobs = jobs;
        this.intents = intents;
        this.steering = steering;
        this.ends = ends;
        this.progress = progress;
        this.durability = durability;
        this.clock = clock;
    }

    /** Nothing more of an open job is claimed, unless another job wants it, too; what runs ends. */
    public SteerAnswer pause(String jobId) {
        return steer(jobId, Job::paused, token -> jobs.pause(jobId, token));
    }

    /** Everything of a paused job that waits is claimed again. */
    public SteerAnswer resume(String jobId) {
        return steer(jobId, job -> !job.paused(), token -> jobs.resume(jobId, token));
    }

    /**
     * Everything of an open job that waits moves to the list of this priority. What other jobs wait for, too, moves only to a
     * better one. What the job submitted stays as it was.
     *
     * @param priority 1 to 10
     */
    public SteerAnswer prioritise(String jobId, int priority) {
        return steer(
                jobId,
                job -> Integer.valueOf(priority).equals(job.control().priority()),
                token -> jobs.prioritise(jobId, priority, token));
    }

    private SteerAnswer steer(String jobId, Predicate<Job> isSo, Change change) {
        Optional<Job> before = jobs.find(jobId);
        if (before.isEmpty()) {
            return new SteerAnswer.Unknown();
        }
        if (before.get().status().ended()) {
            return new SteerAnswer.AlreadyEnded(before.get());
        }
        if (before.get().pending() == 0) {
            // Its last article is settled, and only its end is missing.
            ends.complete(jobId, before.get().run());
            return answer(jobId);
        }
        if (isSo.test(before.get())) {
            return new SteerAnswer.Steered(before.get());
        }
        String token = Ids.token();
        Intent intent = Intent.steer(before.get(), clock.instant(), token);
        intents.insert(intent);
        Optional<Job> changed = change.apply(token);
        if (changed.isEmpty()) {
            // It has ended meanwhile, or somebody else did the same and lets the tasks follow.
            intents.remove(intent);
            return answer(jobId);
        }
        durability.await();
        progress.publish(List.of(ProgressUpdate.of(changed.get())));
        follow(intent, changed.get());
        return new SteerAnswer.Steered(changed.get());
    }

    private SteerAnswer answer(String jobId) {
        Optional<Job> now = jobs.find(jobId);
        if (now.isEmpty()) {
            return new SteerAnswer.Unknown();
        }
        return now.get().status().ended()
                ? new SteerAnswer.AlreadyEnded(now.get())
                : new SteerAnswer.Steered(now.get());
    }

    private void follow(Intent intent, Job job) {
        try {
            steering.follow(job);
            intents.remove(intent);
        } catch (StoreAwayException away) {
            // Accepted all the same: the job says what holds, and its intent stays until the sweeper has been there.
            log.warn("The tasks of {} follow later, as soon as the stores allow: {}", job.id(), away.getMessage());
            log.debug("The tasks of {} do not follow yet", job.id(), away);
        }
    }

    /** Ends a change that its process left behind. */
    public void sweep(Intent intent) {
        if (!isOlderThan(SWEEP_AFTER, intent)) {
            return;
        }
        Optional<Job> job = jobs.find(intent.jobId());
        if (job.isPresent() && String.valueOf(intent.token()).equals(job.get().control().token())) {
            if (!job.get().status().ended()) {
                steering.followAgain(job.get());
            }
            intents.remove(intent);
        } else if (isOlderThan(ABANDONED_AFTER, intent)) {
            // Whatever the job shows is a later change, with an intent of its own.
            intents.remove(intent);
        }
    }

    private boolean isOlderThan(Duration age, Intent intent) {
        return intent.createdAt().plus(age).isBefore(clock.instant());
    }

    /** The update that decides. */
    @FunctionalInterface
    private interface Change {
        Optional<Job> apply(String token);
    }
}

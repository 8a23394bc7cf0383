package dev.gleaner.api.jobs.retries;

import dev.gleaner.api.enqueue.Pusher;
import dev.gleaner.job.Failure;
import dev.gleaner.job.Intent;
import dev.gleaner.job.Intents;
import dev.gleaner.job.Item;
import dev.gleaner.job.Items;
import dev.gleaner.job.Job;
import dev.gleaner.job.JobStatus;
import dev.gleaner.job.Jobs;
import dev.gleaner.progress.ProgressBus;
import dev.gleaner.progress.ProgressUpdate;
import dev.gleaner.store.Durability;
import dev.gleaner.store.StoreAwayException;
import dev.gleaner.task.JobEnds;
import dev.gleaner.task.Tasks.Wish;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens an ended job for another run over its failed articles. The order is that of a submission: intent, then the one
 * update of the job that commits, then join and push. A run has a number, and only one caller opens it.
 */
public final class Retries {
    private static final Logger log = LoggerFactory.getLogger(Retries.class);

    private final Jobs jobs;
    private final Items items;
    private final Intents intents;
    private final Pusher pusher;
    private final JobEnds ends;
    private final ProgressBus progress;
    private final Durability durability;
    private final Duration sweepAfter;
    private final InstantSource clock;

    /** @param sweepAfter age at which an intent is taken for left behind */
    public Retries(
            Jobs jobs,
            Items items,
            Intents intents,
            Pusher pusher,
            JobEnds ends,
            ProgressBus progress,
            Durability durability,
            Duration sweepAfter,
            InstantSource clock) {
        this.jobs = jobs;
        this.items = items;
        this.intents = intents;
        this.pusher = pusher;
        this.ends = ends;
        this.progress = progress;
        this.durability = durability;
        this.sweepAfter = sweepAfter;
        this.clock = clock;
    }

    /** Runs the failed articles again. When it returns, the new run survives the death of every process. */
    public RetryAnswer retry(String jobId) {
        return jobs.detail(jobId).map(this::retry).orElseGet(RetryAnswer.Unknown::new);
    }

    /** The same, if the job is at the end of this run: whoever asks twice, or late, opens no run beyond the next. */
    public RetryAnswer retry(String jobId, int run) {
        Optional<Jobs.Detail> detail = jobs.detail(jobId);
        if (detail.isPresent() && detail.get().job().run() != run) {
            return new RetryAnswer.StillOpen(detail.get().job());
        }
        return detail.map(this::retry).orElseGet(RetryAnswer.Unknown::new);
    }

    private RetryAnswer retry(Jobs.Detail detail) {
        Job ended = detail.job();
        String jobId = ended.id();
        if (ended.status() == JobStatus.CANCELLED) {
            return new RetryAnswer.Cancelled(ended);
        }
        if (!ended.status().ended()) {
            return new RetryAnswer.StillOpen(ended);
        }
        List<String> failed = detail.failures().stream().map(Failure::articleId).toList();
        if (failed.isEmpty()) {
            return new RetryAnswer.NothingFailed(ended);
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Intent intent = Intent.retry(ended, now);
        // Two that retry at once share the intent: whoever loses leaves it to the winner, or to the sweeper.
        boolean ours = intents.insert(intent);
        ends.beforeNextRun(ended);
        Optional<Job> opened = jobs.reopen(jobId, ended.run(), failed, now);
        if (opened.isEmpty()) {
            return jobs.find(jobId).<RetryAnswer>map(RetryAnswer.StillOpen::new).orElseGet(RetryAnswer.Unknown::new);
        }
        if (!ours) {
            log.debug("Run {} of {} is opened twice; joining its articles is repeatable", intent.run(), jobId);
        }
        durability.await();
        progress.publish(List.of(ProgressUpdate.of(opened.get())));
        push(intent, new HashSet<>(failed), now, detail);
        return new RetryAnswer.Retried(opened.get(), failed.size());
    }

    private void push(Intent intent, Set<String> failed, Instant needAfter, Jobs.Detail job) {
        try {
            List<Wish> wishes = itemsOf(intent, failed).stream()
                    .map(item -> Wish.of(item, job.fetch(), intent.run())
                            .withPriority(job.job().control().priority()))
                    .toList();
            pusher.push(intent, wishes, needAfter);
        } catch (StoreAwayException away) {
            // Accepted all the same: the run is open, and its intent stays until the sweeper has pushed it.
            log.warn(
                    "Run {} of {} is stored but not queued yet; it will be as soon as the stores allow: {}",
                    intent.run(),
                    intent.jobId(),
                    away.getMessage());
            log.debug("Run {} of {} is not queued yet", intent.run(), intent.jobId(), away);
        }
    }

    /** Ends a retry that its process left behind. */
    public void sweep(Intent intent) {
        if (Duration.between(intent.createdAt(), clock.instant()).compareTo(sweepAfter) < 0) {
            return;
        }
        Optional<Jobs.Detail> job = jobs.detail(intent.jobId());
        if (job.isPresent() && job.get().job().run() >= intent.run()) {
            List<Item> left = itemsOf(intent, new HashSet<>(job.get().pending()));
            pusher.pushAgain(intent, job.get(), left);
        } else if (Duration.between(intent.createdAt(), clock.instant()).compareTo(sweepAfter.multipliedBy(8)) > 0) {
            // As for a submission: by then its process is surely dead, and the run was never opened.
            intents.remove(intent);
        }
    }

    private List<Item> itemsOf(Intent intent, Set<String> articleIds) {
        return items.pages(intent.jobId(), intent.total())
                .flatMap(List::stream)
                .filter(item -> articleIds.contains(item.articleId()))
                .toList();
    }
}

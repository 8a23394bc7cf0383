package dev.gleaner.api.jobs.retries;

import dev.gleaner.api.enqueue.Pusher;
import dev.gleaner.api.enqueue.Release;
import dev.gleaner.job.Failure;
import dev.gleaner.job.Intent;
import dev.gleaner.job.Intents;
import dev.gleaner.job.Item;
import dev.gleaner.job.Items;
import dev.gleaner.job.Job;
import dev.gleaner.job.JobStatus;
import dev.gleaner.job.Jobs;
import dev.gleaner.job.NextRun;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens an ended job for another run over its failed articles, and over what it gave up if it was cancelled. The order is that of a submission: intent, then the one
 * update of the job that commits, then join and push. A run has a number, and only one caller opens it.
 */
public final class Retries {
    private static final Logger log = LoggerFactory.getLogger(Retries.class);

    private final Jobs jobs;
    private final Items items;
    private final Intents intents;
    private final Pusher pusher;
    private final Release release;
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
            Release release,
            JobEnds ends,
            ProgressBus progress,
            Durability durability,
            Duration sweepAfter,
            InstantSource clock) {
        this.jobs = jobs;
        this.items = items;
        this.intents = intents;
        this.pusher = pusher;
        this.release = release;
        this.ends = ends;
        this.progress = progress;
        this.durability = durability;
        this.sweepAfter = sweepAfter;
        this.clock = clock;
    }

    /** Runs all failed articles again, and what a cancelled job gave up. */
    public RetryAnswer retry(String jobId) {
        return retry(jobId, RetryChoice.ALL);
    }

    /**
     * Runs the chosen failed articles again, and all that a cancelled job gave up. When it returns, the new run survives the death
     * of every process.
     */
    public RetryAnswer retry(String jobId, RetryChoice choice) {
        return jobs.detail(jobId).map(job -> retry(job, choice)).orElseGet(RetryAnswer.Unknown::new);
    }

    /** The same, if the job is at the end of this run: whoever asks twice, or late, opens no run beyond the next. */
    public RetryAnswer retry(String jobId, int run) {
        Optional<Jobs.Detail> detail = jobs.detail(jobId);
        if (detail.isPresent() && detail.get().job().run() != run) {
            return new RetryAnswer.StillOpen(detail.get().job());
        }
        return detail.map(job -> retry(job, RetryChoice.ALL)).orElseGet(RetryAnswer.Unknown::new);
    }

    private RetryAnswer retry(Jobs.Detail detail, RetryChoice choice) {
        Job ended = detail.job();
        String jobId = ended.id();
        if (!ended.status().ended()) {
            return new RetryAnswer.StillOpen(ended);
        }
        NextRun next = nextRun(detail, choice);
        if (next.again().isEmpty()) {
            return new RetryAnswer.NothingToRetry(ended);
        }
        if (ended.status() == JobStatus.CANCELLED) {
            // Whoever cancelled it may still be at it, or have died: no task may wait for the run that was given up.
            release.release(ended, detail.pending());
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Intent intent = Intent.retry(ended, now);
        // Two that retry at once share the intent: whoever loses leaves it to the winner, or to the sweeper.
        boolean ours = intents.insert(intent);
        ends.beforeNextRun(ended);
        Optional<Job> opened = jobs.reopen(jobId, ended.run(), next, now);
        if (opened.isEmpty()) {
            return jobs.find(jobId).<RetryAnswer>map(RetryAnswer.StillOpen::new).orElseGet(RetryAnswer.Unknown::new);
        }
        if (!ours) {
            log.debug("Run {} of {} is opened twice; joining its articles is repeatable", intent.run(), jobId);
        }
        durability.await();
        progress.publish(List.of(ProgressUpdate.of(opened.get())));
        push(intent, new HashSet<>(next.again()), now, detail);
        return new RetryAnswer.Retried(opened.get(), next.again().size());
    }

    private NextRun nextRun(Jobs.Detail ended, RetryChoice choice) {
        Map<String, String> hosts = choice.hosts().isEmpty() ? Map.of() : hostsOf(ended);
        List<String> again = new ArrayList<>(ended.pending());
        List<Failure> kept = new ArrayList<>();
        for (Failure failure : ended.failures()) {
            if (choice.means(failure, hosts.getOrDefault(failure.articleId(), ""))) {
                again.add(failure.articleId());
            } else {
                kept.add(failure);
            }
        }
        return new NextRun(again, kept, ended.failures().size());
    }

    private Map<String, String> hostsOf(Jobs.Detail job) {
        Map<String, String> hosts = new HashMap<>();
        items.pages(job.job().id(), job.job().total())
                .flatMap(List::stream)
                .forEach(item -> hosts.put(item.articleId(), item.host()));
        return hosts;
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

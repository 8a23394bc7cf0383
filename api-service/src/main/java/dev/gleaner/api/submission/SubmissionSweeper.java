package dev.gleaner.api.submission;

import dev.gleaner.api.enqueue.Pusher;
import dev.gleaner.job.Intent;
import dev.gleaner.job.Item;
import dev.gleaner.job.Items;
import dev.gleaner.job.Jobs;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends submissions that their process left behind: with a job it goes on from the join, without one it clears away. */
public final class SubmissionSweeper {
    private static final Logger log = LoggerFactory.getLogger(SubmissionSweeper.class);

    private final Jobs jobs;
    private final Items items;
    private final Pusher pusher;
    private final Submissions submissions;
    private final SubmissionRules rules;
    private final InstantSource clock;

    public SubmissionSweeper(
            Jobs jobs,
            Items items,
            Pusher pusher,
            Submissions submissions,
            SubmissionRules rules,
            InstantSource clock) {
        this.jobs = jobs;
        this.items = items;
        this.pusher = pusher;
        this.submissions = submissions;
        this.rules = rules;
        this.clock = clock;
    }

    /** Looks at one intent; a young one belongs to a process that is at work on it. */
    public void sweep(Intent intent) {
        Instant now = clock.instant();
        Duration age = Duration.between(intent.createdAt(), now);
        if (age.compareTo(rules.sweepAfter()) < 0) {
            return;
        }
        Optional<Jobs.Detail> job = jobs.detail(intent.jobId());
        if (job.isPresent()) {
            Set<String> pending = new HashSet<>(job.get().pending());
            List<Item> left = items.pages(intent.jobId(), intent.total())
                    .flatMap(List::stream)
                    .filter(item -> pending.contains(item.articleId()))
                    .toList();
            pusher.pushAgain(intent, job.get(), left);
            log.warn("{} was left half queued; its {} open articles are queued", intent.jobId(), left.size());
        } else if (age.compareTo(rules.abandonedAfter()) > 0) {
            log.info("{} was never committed; what it wrote is removed", intent.jobId());
            submissions.abandon(intent);
        }
    }
}

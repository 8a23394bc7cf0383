package dev.gleaner.api.submission;

import dev.gleaner.api.enqueue.Pusher;
import dev.gleaner.api.submission.Submission.IdempotencyClaim;
import dev.gleaner.article.Articles;
import dev.gleaner.id.Ids;
import dev.gleaner.job.Idempotency;
import dev.gleaner.job.Intent;
import dev.gleaner.job.Intents;
import dev.gleaner.job.Item;
import dev.gleaner.job.Items;
import dev.gleaner.job.Job;
import dev.gleaner.job.JobOutline;
import dev.gleaner.job.JobStatus;
import dev.gleaner.job.Jobs;
import dev.gleaner.job.NewJob;
import dev.gleaner.scraper.RunIds;
import dev.gleaner.scraper.ScraperChoice;
import dev.gleaner.store.Durability;
import dev.gleaner.store.StoreAwayException;
import dev.gleaner.task.JobEnds;
import dev.gleaner.task.Tasks.Wish;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns a submission into a job. The order of its writes is the promise: idempotency record, intent, articles, items,
 * then the job with everything that is pending. That insert is the commit: before it nothing exists for anybody, after
 * it the job ends even if this process dies, because the intent leads the sweeper to it.
 */
public final class Submissions {
    private static final Logger log = LoggerFactory.getLogger(Submissions.class);

    private final Idempotency idempotency;
    private final Intents intents;
    private final Articles articles;
    private final Items items;
    private final Jobs jobs;
    private final Pusher pusher;
    private final JobEnds ends;
    private final Durability durability;
    private final Backlog backlog;
    private final SubmissionRules rules;
    private final InstantSource clock;

    public Submissions(
            Idempotency idempotency,
            Intents intents,
            Articles articles,
            Items items,
            Jobs jobs,
            Pusher pusher,
            JobEnds ends,
            Durability durability,
            Backlog backlog,
            SubmissionRules rules,
            InstantSource clock) {
        this.idempotency = idempotency;
        this.intents = intents;
        this.articles = articles;
        this.items = items;
        this.jobs = jobs;
        this.pusher = pusher;
        this.ends = ends;
        this.durability = durability;
        this.backlog = backlog;
        this.rules = rules;
        this.clock = clock;
    }

    /**
     * Accepts a submission. When it returns, the job survives the death of every process.
     *
     * @throws SubmissionFailure if it is not accepted
     */
    public Receipt submit(Submission submission) {
        // A stored time has milliseconds; the job must not seem younger than its own first write.
        Instant began = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        while (true) {
            Optional<Receipt> answer = attempt(submission, Ids.job(), began);
            if (answer.isPresent()) {
                return answer.get();
            }
        }
    }

    /**
     * Accepts a submission as a job of this very id, of which there is one at most however many ask for it, and when. The intent
     * keeps two from writing at the same time; one that is left behind is removed by the sweeper, and only then another try
     * can go on. It was asked before whether the queue has {@linkplain #requireRoom room}.
     *
     * @param began when the caller last knew that the job is wanted; a submission that has not committed in time gives up
     * @return empty if there is such a job already, or another is at work on it
     * @throws SubmissionFailure.TooSlow if it was not stored in time
     */
    public Optional<Receipt> submitAs(String jobId, Submission submission, Instant began) {
        Instant since = began.truncatedTo(ChronoUnit.MILLIS);
        if (jobs.find(jobId).isPresent()) {
            return Optional.empty();
        }
        Intent intent = Intent.submit(jobId, since, submission.size(), null);
        if (isLate(since)) {
            throw new SubmissionFailure.TooSlow(rules.timeLimit());
        }
        if (!intents.insert(intent)) {
            return Optional.empty();
        }
        Instant needAfter = submission.needAfter(since);
        List<Item> list = register(submission, needAfter, since);
        if (isLate(since)) {
            throw new SubmissionFailure.TooSlow(rules.timeLimit());
        }
        write(jobId, list);
        if (isLate(since)) {
            throw new SubmissionFailure.TooSlow(rules.timeLimit());
        }
        // Nothing is taken back from here on: what has this id may be another's by now, who went on for this process.
        return committed(jobId, submission, intent, since, needAfter, list, null);
    }

    /** @throws SubmissionFailure.QueueFull if it would not fit into the queue now */
    public void requireRoom(Submission submission, Instant began) {
        refuseTooMuch(submission, "", began);
    }

    /**
     * Age at which a submission that has left no job is surely dead, so that what it was made for may be given up.
     */
    public Duration abandonedAfter() {
        return rules.abandonedAfter();
    }

    private boolean isLate(Instant began) {
        return clock.instant().isAfter(began.plus(rules.timeLimit()));
    }

    /** Empty if the id was taken, which is a chance of one in millions and leaves nothing behind. */
    private Optional<Receipt> attempt(Submission submission, String jobId, Instant began) {
        IdempotencyClaim claim = submission.idempotency();
        if (claim != null) {
            Optional<Receipt> earlier = earlier(claim, jobId, began);
            if (earlier.isPresent()) {
                return earlier;
            }
        }
        refuseTooMuch(submission, jobId, began);
        String key = claim == null ? null : claim.key();
        Intent intent = Intent.submit(jobId, began, submission.size(), key);
        if (!intents.insert(intent)) {
            release(claim, jobId);
            return Optional.empty();
        }
        Instant needAfter = submission.needAfter(began);
        List<Item> list = register(submission, needAfter, began);
        write(jobId, list);
        if (isLate(began)) {
            abandon(intent);
            throw new SubmissionFailure.TooSlow(rules.timeLimit());
        }
        Optional<Receipt> receipt = committed(jobId, submission, intent, began, needAfter, list, key);
        if (receipt.isEmpty()) {
            // The pages carry the id of a job that is not ours, so they are its pages: nothing of them is removed.
            intents.remove(intent);
            release(claim, jobId);
        }
        return receipt;
    }

    /** The commit and what follows it; empty if the id belongs to another job. */
    private Optional<Receipt> committed(
            String jobId,
            Submission submission,
            Intent intent,
            Instant began,
            Instant needAfter,
            List<Item> list,
            @Nullable String key) {
        List<Item> wanted = list.stream().filter(item -> !item.cached()).toList();
        NewJob job = new NewJob(
                jobId,
                Ids.token(),
                list.stream().map(Item::articleId).toList(),
                wanted.stream().map(Item::articleId).toList(),
                began,
                needAfter,
                submission.maxAgeAsSpan(),
                submission.fetch(),
                submission.label(),
                key,
                submission.orders(),
                JobOutline.of(list));
        if (!ends.commit(job)) {
            return Optional.empty();
        }
        List<Wish> wishes = wanted.stream()
                .map(item -> Wish.of(item, submission.fetch(), 1))
                .toList();
        JobStatus status = wishes.isEmpty() ? completedAtOnce(intent) : queued(intent, wishes, needAfter);
        durability.await();
        return Optional.of(new Receipt(jobId, status, list.size(), wanted.size(), job.cached(), false));
    }

    /** Before anything of it is written, but for its key, which is taken back. */
    private void refuseTooMuch(Submission submission, String jobId, Instant began) {
        try {
            if (backlog.admits(submission.size())) {
                return;
            }
            // What is stored already needs no room; asked only now, because it reads every article.
            int wanted = wanted(submission, began);
            if (wanted > 0 && !backlog.admits(wanted)) {
                throw new SubmissionFailure.QueueFull(wanted, backlog.open(), backlog.most());
            }
        } catch (SubmissionFailure.QueueFull refused) {
            release(submission.idempotency(), jobId);
            throw refused;
        }
    }

    private int wanted(Submission submission, Instant began) {
        if (submission.run() != null) {
            return 1;
        }
        Map<String, Articles.Known> known = articles.knownByKey(
                submission.each().stream().map(SubmittedArticle::key).toList());
        return (int) submission.each().stream()
                .filter(one -> !known.containsKey(one.key())
                        || !known.get(one.key())
                                .freshFor(one.maxAge(submission.maxAge()).needAfter(began)))
                .count();
    }

    private Optional<Receipt> earlier(IdempotencyClaim claim, String jobId, Instant now) {
        Idempotency.Kept kept = idempotency.keep(claim.key(), claim.bodyHash(), jobId, now);
        if (kept.jobId().equals(jobId)) {
            return Optional.empty();
        }
        Duration age = Duration.between(kept.createdAt(), now);
        Optional<Job> job = jobs.find(kept.jobId());
        boolean over = age.compareTo(rules.idempotencyWindow()) > 0
                || (job.isEmpty() && age.compareTo(rules.abandonedAfter()) > 0);
        if (over) {
            if (idempotency.replace(claim.key(), kept, claim.bodyHash(), jobId, now)) {
                return Optional.empty();
            }
            throw new SubmissionFailure.UnderWay(claim.key());
        }
        if (!kept.bodyHash().equals(claim.bodyHash())) {
            throw new SubmissionFailure.KeyReused(claim.key());
        }
        return Optional.of(
                job.map(Submissions::firstAnswer).orElseThrow(() -> new SubmissionFailure.UnderWay(claim.key())));
    }

    /** What the first request was answered, whatever became of the job since. */
    private static Receipt firstAnswer(Job job) {
        JobStatus status = job.newArticles() == 0 ? JobStatus.COMPLETED : JobStatus.IN_PROGRESS;
        return new Receipt(job.id(), status, job.total(), job.newArticles(), job.cached(), true);
    }

    private List<Item> register(Submission submission, Instant needAfter, Instant now) {
        ScraperChoice run = submission.run();
        if (run != null) {
            return List.of(run(run, submission.priority()));
        }
        Map<String, Articles.Known> known = articles.register(submission.articles(), now);
        List<Item> list = new ArrayList<>(submission.each().size());
        for (SubmittedArticle one : submission.each()) {
            Articles.Known article = known.get(one.key());
            if (article == null) {
                throw new IllegalStateException(one.key() + " was registered and is not there");
            }
            Instant own = one.ownMaxAge() == null ? null : one.ownMaxAge().needAfter(now);
            Articles.Wanted wanted = one.wanted();
            list.add(new Item(
                    article.articleId(),
                    wanted.url().given(),
                    wanted.url().authority(),
                    wanted.source(),
                    wanted.category(),
                    wanted.priority(),
                    article.freshFor(own == null ? needAfter : own),
                    one.own(),
                    own));
        }
        return list;
    }

    /** What finds the articles stands in their place. It is of no host: what its requests cost a site, nobody here sees. */
    private static Item run(ScraperChoice scraper, int priority) {
        return new Item(RunIds.fresh(), "scraper:" + scraper.name(), "", null, null, priority, false);
    }

    private void write(String jobId, List<Item> list) {
        if (RunIds.isRun(list.getFirst().articleId())) {
            items.writeRun(jobId, list.getFirst());
        } else {
            items.write(jobId, list);
        }
    }

    private JobStatus completedAtOnce(Intent intent) {
        try {
            intents.remove(intent);
        } catch (StoreAwayException away) {
            log.warn("{} is completed; its intent is removed later: {}", intent.jobId(), away.getMessage());
        }
        return JobStatus.COMPLETED;
    }

    private JobStatus queued(Intent intent, List<Wish> wishes, Instant needAfter) {
        try {
            pusher.push(intent, wishes, needAfter);
            return JobStatus.IN_PROGRESS;
        } catch (StoreAwayException away) {
            // Accepted all the same: the job is committed, and its intent stays until the sweeper has pushed it. At any
            // other fault, which is ours, the intent stays too, but nobody is told that all is well.
            log.warn(
                    "{} is stored but not queued yet; it will be as soon as the stores allow: {}",
                    intent.jobId(),
                    away.getMessage());
            log.debug("{} is not queued yet", intent.jobId(), away);
            return JobStatus.PENDING;
        }
    }

    /** Removes what a submission without a job has written. */
    void abandon(Intent intent) {
        items.remove(intent.jobId(), intent.total());
        if (intent.idempotencyKey() != null) {
            idempotency.remove(intent.idempotencyKey(), intent.jobId());
        }
        intents.remove(intent);
    }

    private void release(@Nullable IdempotencyClaim claim, String jobId) {
        if (claim != null) {
            idempotency.remove(claim.key(), jobId);
        }
    }
}

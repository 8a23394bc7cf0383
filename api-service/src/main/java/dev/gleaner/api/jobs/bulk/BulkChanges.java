package dev.gleaner.api.jobs.bulk;

import dev.gleaner.api.jobs.CancelAnswer;
import dev.gleaner.api.jobs.Cancellation;
import dev.gleaner.api.jobs.retries.Retries;
import dev.gleaner.api.jobs.retries.RetryAnswer;
import dev.gleaner.job.Failure;
import dev.gleaner.job.Items;
import dev.gleaner.job.Job;
import dev.gleaner.job.JobStatus;
import dev.gleaner.job.Jobs;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Cancels jobs by what they have in common, or runs their failed articles again. Each job is changed by itself, as by a request
 * of its own: where this stops half way, the rest is still as it was, and the same request goes on.
 */
public final class BulkChanges {
    /** Jobs that are looked at for one request: whether an article is of a host has to be read from each of them. */
    static final int MOST_LOOKED_AT = 2_000;

    private static final int CHUNK = 200;

    private final Jobs jobs;
    private final Items items;
    private final Cancellation cancellation;
    private final Retries retries;

    public BulkChanges(Jobs jobs, Items items, Cancellation cancellation, Retries retries) {
        this.jobs = jobs;
        this.items = items;
        this.cancellation = cancellation;
        this.retries = retries;
    }

    /** Cancels open jobs; asked for a host, those of which an article of it is open. */
    public BulkOutcome cancel(BulkRequest request) {
        return change(
                request,
                job -> !job.status().ended() && job.pending() > 0,
                Job::pending,
                id -> switch (cancellation.cancel(id)) {
                    case CancelAnswer.Cancelled(Job job, int removed) -> OptionalInt.of(removed);
                    case CancelAnswer.AlreadyEnded ended -> OptionalInt.empty();
                    case CancelAnswer.Unknown unknown -> OptionalInt.empty();
                });
    }

    /** Runs the failed articles of ended jobs again, all of them, and what cancelled ones gave up; asked for a host or a code, of jobs where one such failed. */
    public BulkOutcome retry(BulkRequest request) {
        return change(
                request,
                job -> job.failed() + job.pending() > 0,
                job -> job.failed() + job.pending(),
                id -> switch (retries.retry(id)) {
                    case RetryAnswer.Retried(Job job, int retried) -> OptionalInt.of(retried);
                    case RetryAnswer.StillOpen open -> OptionalInt.empty();
                    case RetryAnswer.NothingToRetry nothing -> OptionalInt.empty();
                    case RetryAnswer.Unknown unknown -> OptionalInt.empty();
                });
    }

    private BulkOutcome change(
            BulkRequest request, Predicate<Job> fits, Function<Job, Integer> articlesOf, Change change) {
        Selection selection = select(request, fits);
        List<String> changed = new ArrayList<>();
        int articles = 0;
        for (Job job : selection.jobs) {
            OptionalInt count = request.dryRun() ? OptionalInt.of(articlesOf.apply(job)) : change.apply(job.id());
            if (count.isPresent()) {
                changed.add(job.id());
                articles += count.getAsInt();
            }
        }
        return new BulkOutcome(selection.jobs.size(), changed, articles, selection.more);
    }

    /** All of them before the first is changed: what is changed moves in the lists. */
    private Selection select(BulkRequest request, Predicate<Job> fits) {
        List<Job> found = new ArrayList<>();
        int looked = 0;
        for (JobStatus status : request.statuses()) {
            int skip = 0;
            List<Job> page;
            do {
                page = jobs.list(request.filterFor(status), CHUNK, skip);
                skip += page.size();
                for (Job job : page) {
                    if (!fits.test(job)) {
                        continue;
                    }
                    if (found.size() == request.most() || looked == MOST_LOOKED_AT) {
                        return new Selection(newestFirst(found), true);
                    }
                    looked++;
                    if (!request.asksArticles() || hasSuchArticle(job, request)) {
                        found.add(job);
                    }
                }
            } while (page.size() == CHUNK);
        }
        return new Selection(newestFirst(found), false);
    }

    private static List<Job> newestFirst(List<Job> found) {
        return found.stream()
                .sorted(Comparator.comparing(Job::createdAt)
                        .thenComparing(Job::id)
                        .reversed())
                .toList();
    }

    private boolean hasSuchArticle(Job job, BulkRequest request) {
        Set<String> articles = new HashSet<>();
        jobs.detail(job.id()).ifPresent(detail -> {
            if (job.status().ended() || request.errorCode() != null) {
                detail.failures().stream()
                        .filter(failure -> request.errorCode() == null || failure.code() == request.errorCode())
                        .map(Failure::articleId)
                        .forEach(articles::add);
            } else {
                articles.addAll(detail.pending());
            }
        });
        String host = request.host();
        if (host == null || articles.isEmpty()) {
            return !articles.isEmpty();
        }
        return items.pages(job.id(), job.total())
                .flatMap(List::stream)
                .anyMatch(item -> item.host().equals(host) && articles.contains(item.articleId()));
    }

    private record Selection(List<Job> jobs, boolean more) {}

    /** Changes one job; the number of its articles that this concerned, empty if it was not to be changed any more. */
    @FunctionalInterface
    private interface Change {
        OptionalInt apply(String jobId);
    }
}

package dev.gleaner.task;

import dev.gleaner.fetch.FetchOptions;
import dev.gleaner.fetch.JobPace;
import dev.gleaner.job.Try;
import dev.gleaner.queue.Lane;
import dev.gleaner.queue.QueueEntry;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The open work on one article.
 *
 * @param articleId also its id
 * @param url as given by whoever created it; this is fetched
 * @param options of the fetch, as asked for by whoever created it; those that change the page are part of the article's key
 * @param pace the most careful one that a job has asked for that waits for it
 * @param needAfter a text scraped since then makes the fetch needless
 * @param pushedLane the list that its current entry was pushed to
 * @param version of its current entry
 * @param out whether that entry may not have been pushed yet
 * @param attempt failed attempts so far
 * @param crashes consumers that died while they had it, whatever they died of
 * @param blamed those of them that died while it was liable: worked on alone, or being read
 * @param claim token of the start that owns it, while running or done
 * @param held whether it is not started for now, because all jobs that wait for it are paused; no entry need stand for it
 * @param dueAt when a waiting retry may start
 * @param startedAt when its last attempt was begun; null if none was, or by a consumer of an earlier version
 * @param tries attempts that failed and were to be repeated, the latest
 */
public record Task(
        String articleId,
        String url,
        String host,
        FetchOptions options,
        JobPace pace,
        TaskState state,
        List<Waiter> waiters,
        Instant needAfter,
        Lane pushedLane,
        String version,
        boolean out,
        int attempt,
        int crashes,
        int blamed,
        boolean held,
        @Nullable String claim,
        @Nullable Instant dueAt,
        @Nullable Outcome outcome,
        Instant createdAt,
        @Nullable Instant startedAt,
        List<Try> tries) {
    /** One that was not tried yet. */
    public Task(
            String articleId,
            String url,
            String host,
            FetchOptions options,
            JobPace pace,
            TaskState state,
            List<Waiter> waiters,
            Instant needAfter,
            Lane pushedLane,
            String version,
            boolean out,
            int attempt,
            int crashes,
            int blamed,
            boolean held,
            @Nullable String claim,
            @Nullable Instant dueAt,
            @Nullable Outcome outcome,
            Instant createdAt) {
        this(
                articleId,
                url,
                host,
                options,
                pace,
                state,
                waiters,
                needAfter,
                pushedLane,
                version,
                out,
                attempt,
                crashes,
                blamed,
                held,
                claim,
                dueAt,
                outcome,
                createdAt,
                null,
                List.of());
    }

    /** How many attempts were made, with one that is being made. */
    public int attemptsMade() {
        return attempt + (state == TaskState.RUNNING ? 1 : 0);
    }

    /** The entry that stands for its current version. */
    public QueueEntry entry(Instant enqueued) {
        return QueueEntry.fresh(articleId, version, pushedLane, enqueued.toEpochMilli(), host);
    }
}

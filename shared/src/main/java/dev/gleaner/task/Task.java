package dev.gleaner.task;

import dev.gleaner.fetch.FetchOptions;
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
 */
public record Task(
        String articleId,
        String url,
        String host,
        FetchOptions options,
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

    /** The entry that stands for its current version. */
    public QueueEntry entry(Instant enqueued) {
        return QueueEntry.fresh(articleId, version, pushedLane, enqueued.toEpochMilli(), host);
    }
}

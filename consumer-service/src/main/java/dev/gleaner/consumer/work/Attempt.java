package dev.gleaner.consumer.work;

import dev.gleaner.article.Articles;
import dev.gleaner.article.ErrorCode;
import dev.gleaner.consumer.inflight.Execution;
import dev.gleaner.consumer.scrape.ScrapeOutcome;
import dev.gleaner.id.Fingerprint;
import dev.gleaner.job.Effort;
import dev.gleaner.job.Effort.Brought;
import dev.gleaner.job.Try;
import dev.gleaner.task.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An attempt to get an article, and what it took.
 *
 * @param took from the request to the text
 * @param at when it ended
 */
record Attempt(Execution execution, Duration took, Instant at) {
    private static final int NOT_MODIFIED = 304;

    /** Whether a text is another than the stored one. */
    boolean changes(ScrapeOutcome.Scraped found) {
        Articles.Text stored = execution.stored();
        String dataHash = found.data() == null ? null : Fingerprint.of(found.data());
        return stored == null
                || !stored.hash().equals(Articles.Text.hash(found.content().contentHash(), dataHash));
    }

    Effort scraped(ScrapeOutcome.Scraped found, long contentBytes) {
        return effort(
                changes(found) ? Brought.FETCHED : stillThere(),
                (long) found.bodyBytes(),
                contentBytes,
                tries(found.httpStatus(), null, null, null));
    }

    Effort unchanged() {
        Articles.Text stored = execution.stored();
        return effort(stillThere(), 0L, stored == null ? null : stored.bytes(), tries(NOT_MODIFIED, null, null, null));
    }

    Effort failed(int bodyBytes, @Nullable Integer httpStatus, ErrorCode code, String error) {
        return effort(Brought.NOTHING, (long) bodyBytes, 0L, tries(httpStatus, code, error, null));
    }

    /** Those before and this one. */
    List<Try> tries(
            @Nullable Integer httpStatus, @Nullable ErrorCode code, @Nullable String error, @Nullable Instant nextAt) {
        Task task = execution.task();
        return Try.with(
                task.tries(), new Try(task.attempt() + 1, task.startedAt(), at, httpStatus, code, error, nextAt));
    }

    /** What is there may have been fetched for this very task, by a consumer that died before it could tell. */
    private Brought stillThere() {
        Articles.Text stored = execution.stored();
        return stored != null && stored.changedSince(execution.task().createdAt())
                ? Brought.FETCHED
                : Brought.UNCHANGED;
    }

    private Effort effort(Brought brought, @Nullable Long bodyBytes, @Nullable Long contentBytes, List<Try> tries) {
        return new Effort(
                brought, bodyBytes, contentBytes, took, execution.task().attempt() + 1, tries);
    }
}

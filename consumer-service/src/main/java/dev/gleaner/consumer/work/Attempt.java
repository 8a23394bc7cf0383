package dev.gleaner.consumer.work;

import dev.gleaner.article.Articles;
import dev.gleaner.consumer.inflight.Execution;
import dev.gleaner.consumer.scrape.ScrapeOutcome;
import dev.gleaner.id.Fingerprint;
import dev.gleaner.job.Effort;
import dev.gleaner.job.Effort.Brought;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An attempt to get an article, and what it took.
 *
 * @param took from the request to the text
 */
record Attempt(Execution execution, Duration took) {

    /** Whether a text is another than the stored one. */
    boolean changes(ScrapeOutcome.Scraped found) {
        Articles.Text stored = execution.stored();
        String dataHash = found.data() == null ? null : Fingerprint.of(found.data());
        return stored == null
                || !stored.hash().equals(Articles.Text.hash(found.content().contentHash(), dataHash));
    }

    Effort scraped(ScrapeOutcome.Scraped found, long contentBytes) {
        return effort(changes(found) ? Brought.FETCHED : stillThere(), (long) found.bodyBytes(), contentBytes);
    }

    Effort unchanged() {
        Articles.Text stored = execution.stored();
        return effort(stillThere(), 0L, stored == null ? null : stored.bytes());
    }

    Effort failed(int bodyBytes) {
        return effort(Brought.NOTHING, (long) bodyBytes, 0L);
    }

    /** What is there may have been fetched for this very task, by a consumer that died before it could tell. */
    private Brought stillThere() {
        Articles.Text stored = execution.stored();
        return stored != null && stored.changedSince(execution.task().createdAt())
                ? Brought.FETCHED
                : Brought.UNCHANGED;
    }

    private Effort effort(Brought brought, @Nullable Long bodyBytes, @Nullable Long contentBytes) {
        return new Effort(
                brought, bodyBytes, contentBytes, took, execution.task().attempt() + 1);
    }
}

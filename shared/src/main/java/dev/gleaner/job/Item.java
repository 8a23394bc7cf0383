package dev.gleaner.job;

import dev.gleaner.fetch.FetchOptions;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a job's submission says of one article; it never changes.
 *
 * @param url as given in this submission
 * @param host whose pace the fetch obeys, with a port that is not the usual one
 * @param priority 1 to 10
 * @param cached whether it was there already when the job was submitted
 * @param fetch what is asked of the fetch of this article alone, in place of what the job asks
 * @param needAfter a text scraped before is too old for the first run of the job; null where that of the job holds
 */
public record Item(
        String articleId,
        String url,
        String host,
        @Nullable String source,
        @Nullable String category,
        int priority,
        boolean cached,
        FetchOptions fetch,
        @Nullable Instant needAfter) {

    /** One without anything of its own. */
    public Item(
            String articleId,
            String url,
            String host,
            @Nullable String source,
            @Nullable String category,
            int priority,
            boolean cached) {
        this(articleId, url, host, source, category, priority, cached, FetchOptions.NONE, null);
    }
}

package dev.gleaner.consumer.scrape;

import dev.gleaner.article.Articles;
import dev.gleaner.article.Articles.Version;
import dev.gleaner.article.ErrorCode;
import dev.gleaner.article.FetchFacts;
import dev.gleaner.extract.ArticleContent;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How an attempt to get an article ended. That there is none is an outcome and never an exception. */
public sealed interface ScrapeOutcome {
    /**
     * The article.
     *
     * @param data whatever else was found, as in {@link Articles.Scraped}
     * @param version it was read from; null if its page was not fetched by us
     * @param finalUrl that its page came from; null if nobody told it
     * @param httpStatus null if its page was not fetched by us
     * @param bodyBytes size of the page, unpacked, or of the output of a command
     * @param startedAt when the attempt began, so that of two contents the one begun later is the newer
     * @param fetch what the fetch saw; null if its page was not fetched by us
     */
    record Scraped(
            ArticleContent content,
            @Nullable String data,
            @Nullable Version version,
            @Nullable String finalUrl,
            @Nullable Integer httpStatus,
            int bodyBytes,
            Instant startedAt,
            @Nullable FetchFacts fetch)
            implements ScrapeOutcome {
        /** What was read from a page that was fetched. */
        public Scraped(ArticleContent content, Version version, int httpStatus, int bodyBytes, Instant startedAt) {
            this(content, null, version, version.url(), httpStatus, bodyBytes, startedAt, null);
        }
    }

    /** A run ended well; what it found is stored already. */
    record Ran() implements ScrapeOutcome {}

    /**
     * The stored version is still the current one.
     *
     * @param startedAt when the attempt began
     */
    record NotModified(Instant startedAt) implements ScrapeOutcome {}

    /**
     * There is no article, and another attempt would end the same.
     *
     * @param error for the client to read
     * @param bodyBytes size of the page, unpacked; 0 if there was none
     */
    record FailedForGood(
            ErrorCode code, String error, @Nullable Integer httpStatus, int bodyBytes) implements ScrapeOutcome {
        public FailedForGood(ErrorCode code, String error, @Nullable Integer httpStatus) {
            this(code, error, httpStatus, 0);
        }
    }

    /**
     * Another attempt may end better.
     *
     * @param error for the client to read
     * @param retryAfter how long the other side asked to wait
     */
    record FailedForNow(
            ErrorCode code,
            String error,
            @Nullable Integer httpStatus,
            @Nullable Duration retryAfter) implements ScrapeOutcome {}

    /** It is not this article's turn yet; no attempt was made. */
    record Postponed() implements ScrapeOutcome {}

    /**
     * We have no room for it now; no attempt was made, and none is counted.
     *
     * @param delay until it is tried
     */
    record Deferred(Duration delay) implements ScrapeOutcome {}

    /** The attempt was interrupted; nothing is known of the article. */
    record Aborted() implements ScrapeOutcome {}
}

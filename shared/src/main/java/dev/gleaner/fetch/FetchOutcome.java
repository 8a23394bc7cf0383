package dev.gleaner.fetch;

import dev.gleaner.article.ErrorCode;
import dev.gleaner.article.FetchFacts;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a fetch ended. That a page could not be fetched is an outcome and never an exception. */
public sealed interface FetchOutcome {

    /**
     * The page, or whatever answer was asked for.
     *
     * @param finalUrl the address behind all redirects, without fragment
     * @param body at most as long as the {@link Reading} allows
     * @param contentType in lower case and without parameters; guessed from the body of a page when the server named none
     * @param charset as the server named it, which says nothing about whether it exists
     * @param etag and {@code lastModified}: as sent, to ask again with
     * @param retryAfter how long the server asked to wait, at most a day
     * @param startedAt when the fetch began, so that of two results the one begun later is the newer
     * @param facts what else the fetch saw; null where nobody looked
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody; a copy of megabytes would only cost memory
    record Fetched(
            String finalUrl,
            int httpStatus,
            byte[] body,
            @Nullable String contentType,
            @Nullable String charset,
            @Nullable String etag,
            @Nullable String lastModified,
            @Nullable Duration retryAfter,
            Instant startedAt,
            @Nullable FetchFacts facts)
            implements FetchOutcome {
        /** One of which nothing more is known. */
        public Fetched(
                String finalUrl,
                int httpStatus,
                byte[] body,
                @Nullable String contentType,
                @Nullable String charset,
                @Nullable String etag,
                @Nullable String lastModified,
                @Nullable Duration retryAfter,
                Instant startedAt) {
            this(finalUrl, httpStatus, body, contentType, charset, etag, lastModified, retryAfter, startedAt, null);
        }

        Fetched with(FetchFacts seen) {
            return new Fetched(
                    finalUrl, httpStatus, body, contentType, charset, etag, lastModified, retryAfter, startedAt, seen);
        }
    }

    /**
     * The page is still the stored one.
     *
     * @param startedAt when the fetch began
     */
    record NotModified(Instant startedAt) implements FetchOutcome {}

    /**
     * Another attempt may end better.
     *
     * @param error for the client to read
     * @param retryAfter how long the server asked to wait, at most a day
     */
    record FailedForNow(
            ErrorCode code,
            String error,
            @Nullable Integer httpStatus,
            @Nullable Duration retryAfter) implements FetchOutcome {}

    /**
     * Another attempt would end the same.
     *
     * @param error for the client to read
     */
    record FailedForGood(
            ErrorCode code, String error, @Nullable Integer httpStatus) implements FetchOutcome {}

    /**
     * We had no room for it, and the host was not asked: it costs no attempt.
     *
     * @param retryAfter when to come back
     */
    record Busy(Duration retryAfter) implements FetchOutcome {}

    /** The calling thread was interrupted, or the fetcher closed; nothing is known of the page. */
    record Aborted() implements FetchOutcome {}
}

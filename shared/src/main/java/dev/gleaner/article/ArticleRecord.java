package dev.gleaner.article;

import dev.gleaner.extract.ArticleContent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * All that is stored of an article; what was never read is null.
 *
 * @param url as first given
 * @param content what its page says; nothing but nulls before it was read
 * @param data whatever else its scraper has found, as JSON text
 * @param referenceCount submissions that asked for it; a hint
 * @param retryCount attempts of the last fetch after its first
 * @param fetch what the fetch saw that brought the content; null if there was none, or by an earlier version
 */
public record ArticleRecord(
        String id,
        String url,
        @Nullable String finalUrl,
        @Nullable String source,
        @Nullable String category,
        int priority,
        ArticleStatus status,
        ArticleContent content,
        @Nullable String data,
        @Nullable String etag,
        @Nullable String lastModified,
        @Nullable Integer httpStatus,
        @Nullable String errorCode,
        @Nullable String errorMessage,
        int retryCount,
        int referenceCount,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant scrapedAt,
        @Nullable FetchFacts fetch) {
    /** One without data. */
    public ArticleRecord(
            String id,
            String url,
            @Nullable String finalUrl,
            @Nullable String source,
            @Nullable String category,
            int priority,
            ArticleStatus status,
            ArticleContent content,
            @Nullable String etag,
            @Nullable String lastModified,
            @Nullable Integer httpStatus,
            @Nullable String errorCode,
            @Nullable String errorMessage,
            int retryCount,
            int referenceCount,
            Instant createdAt,
            Instant updatedAt,
            @Nullable Instant scrapedAt) {
        this(
                id,
                url,
                finalUrl,
                source,
                category,
                priority,
                status,
                content,
                null,
                etag,
                lastModified,
                httpStatus,
                errorCode,
                errorMessage,
                retryCount,
                referenceCount,
                createdAt,
                updatedAt,
                scrapedAt,
                null);
    }
}

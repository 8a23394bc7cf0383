package dev.gleaner.article;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that is stored of an article; what was never read of it is null.
 *
 * @param url as first given
 * @param sources where each field was found, by its stored name; empty for what was read before that was noted
 * @param referenceCount submissions that asked for it; a hint
 * @param retryCount attempts of the last fetch
 */
public record ArticleRecord(
        String id,
        String url,
        @Nullable String finalUrl,
        @Nullable String canonicalUrl,
        @Nullable String source,
        @Nullable String category,
        int priority,
        ArticleStatus status,
        @Nullable String title,
        @Nullable String content,
        @Nullable String markdown,
        List<String> authors,
        @Nullable Instant publishedAt,
        @Nullable Instant modifiedAt,
        @Nullable String language,
        @Nullable String description,
        @Nullable String image,
        @Nullable String siteName,
        @Nullable Integer wordCount,
        @Nullable String contentHash,
        Map<String, String> sources,
        @Nullable String etag,
        @Nullable String lastModified,
        @Nullable Integer httpStatus,
        @Nullable String errorCode,
        @Nullable String errorMessage,
        int retryCount,
        int referenceCount,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant scrapedAt) {}

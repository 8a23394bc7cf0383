package dev.gleaner.client;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All that is stored of an article.
 *
 * @param url as first submitted
 * @param finalUrl after all redirects
 * @param content plain text, paragraphs separated by a blank line
 * @param markdown the content with its structure, as CommonMark with the tables of GFM
 * @param language the primary subtag of BCP 47
 * @param wordCount words of the content
 * @param contentHash SHA-256 of the content, in hex
 * @param sources where each field was found: {@code json-ld}, {@code meta}, {@code html} or {@code text}
 * @param retryCount attempts of the last fetch after its first
 * @param referenceCount submissions that asked for it; a hint
 * @param fetch what the fetch saw that brought the content; null if it was not fetched by Gleaner
 */
public record Article(
        String articleId,
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
        @Nullable Instant scrapedAt,
        @Nullable Fetch fetch) {

    public Article {
        authors = List.copyOf(Objects.requireNonNullElse(authors, List.of()));
        sources = Map.copyOf(Objects.requireNonNullElse(sources, Map.of()));
    }
}

package dev.gleaner.article;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was read from a page.
 *
 * @param content plain text, paragraphs separated by a blank line
 * @param markdown the same text with its structure, as CommonMark with the tables of GFM; never raw HTML
 * @param language the primary subtag of BCP 47
 * @param wordCount words of the content; where a script writes no spaces, its characters
 * @param contentHash SHA-256 of the content in hex; equal when a refresh brought nothing new
 * @param sources where each field was found ({@code json-ld}, {@code meta}, {@code html} or {@code text}), by its stored name
 */
public record ArticleContent(
        String title,
        String content,
        String markdown,
        List<String> authors,
        @Nullable Instant publishedAt,
        @Nullable Instant modifiedAt,
        @Nullable String language,
        @Nullable String description,
        @Nullable String image,
        @Nullable String siteName,
        @Nullable String canonicalUrl,
        int wordCount,
        String contentHash,
        Map<String, String> sources) {
    public ArticleContent {
        authors = List.copyOf(authors);
        sources = Map.copyOf(sources);
    }
}

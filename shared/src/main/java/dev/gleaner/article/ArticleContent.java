package dev.gleaner.article;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was read from a page.
 *
 * @param content plain text, paragraphs separated by a blank line
 * @param wordCount words of the content
 * @param contentHash SHA-256 of the content in hex; equal when a refresh brought nothing new
 */
public record ArticleContent(
        String title,
        String content,
        List<String> authors,
        @Nullable Instant publishedAt,
        @Nullable Instant modifiedAt,
        @Nullable String language,
        @Nullable String description,
        @Nullable String image,
        @Nullable String siteName,
        @Nullable String canonicalUrl,
        int wordCount,
        String contentHash) {}

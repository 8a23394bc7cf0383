package dev.gleaner.client;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A content that an article has or had.
 *
 * @param version from 1, rising with each content that differs from the one before
 * @param current whether it is the one that the article has
 * @param fetchedAt when it was fetched last
 * @param contentHash SHA-256 of the content, in hex
 * @param content null in a list of versions, as is the Markdown
 */
public record ArticleVersion(
        int version,
        boolean current,
        Instant fetchedAt,
        @Nullable String contentHash,
        @Nullable String title,
        @Nullable Integer wordCount,
        List<String> authors,
        @Nullable Instant publishedAt,
        @Nullable String content,
        @Nullable String markdown) {
    public ArticleVersion {
        authors = List.copyOf(Objects.requireNonNullElse(authors, List.of()));
    }
}

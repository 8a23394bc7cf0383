package dev.gleaner.extract;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An article, fit to be stored: every text is valid Unicode without control characters and of bounded length.
 *
 * @param title empty if the page names none
 * @param content plain text, paragraphs separated by a blank line
 * @param language a BCP 47 tag as the page declares it
 * @param image and {@code canonicalUrl}: absolute http or https addresses; never fetched by us
 * @param wordCount runs of letters and digits in the content; each ideograph or kana is a word
 */
public record ExtractedArticle(
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
        int wordCount) {
    public ExtractedArticle {
        authors = List.copyOf(authors);
    }
}

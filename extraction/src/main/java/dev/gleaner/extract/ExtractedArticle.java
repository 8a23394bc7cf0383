package dev.gleaner.extract;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An article, fit to be stored: every text is valid Unicode without control characters and of bounded length.
 *
 * @param title empty if the page names none
 * @param content plain text, paragraphs separated by a blank line
 * @param markdown the content with its structure, as CommonMark with the tables of GFM; never raw HTML
 * @param publishedAt and {@code modifiedAt}: with the offset that the page gives, UTC where it gives none
 * @param language the primary subtag of BCP 47, declared or concluded from the text
 * @param image an absolute http or https address; never fetched by us
 * @param canonicalUrl as {@code image}, and of the same site as the page
 * @param wordCount as {@link Texts#words} counts
 * @param sources where each field was found, by the name under which the field is stored
 */
public record ExtractedArticle(
        String title,
        String content,
        String markdown,
        List<String> authors,
        @Nullable OffsetDateTime publishedAt,
        @Nullable OffsetDateTime modifiedAt,
        @Nullable String language,
        @Nullable String description,
        @Nullable String image,
        @Nullable String siteName,
        @Nullable String canonicalUrl,
        int wordCount,
        Map<String, Source> sources) {
    public ExtractedArticle {
        authors = List.copyOf(authors);
        sources = Map.copyOf(sources);
    }
}

package dev.gleaner.extract;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a page says in and about its article: the one record that the extractor fills, the store keeps and the API answers.
 * Each component is stored and answered under the name of its {@link JsonProperty}, and described to clients by its
 * {@link JsonPropertyDescription}; a new one needs nothing but the extractor that finds it.
 *
 * <p>Every text is valid Unicode without control characters and of bounded length. Null is what the page does not tell, what
 * an earlier version did not look for, or, from the store, what was never read. An extraction always fills title (empty if
 * there is none), content, markdown, word count and hash.
 *
 * @param publishedAt and {@code modifiedAt}: with the offset that the page gives, UTC where it gives none; the store keeps
 *     the instant alone
 * @param image an absolute http or https address; never fetched by us
 * @param canonicalUrl as {@code image}, and of the same site as the page
 * @param sources by the names under which the fields are stored
 */
public record ArticleContent(
        @JsonProperty("title") @Nullable String title,

        @JsonProperty("content") @JsonPropertyDescription("plain text, paragraphs separated by a blank line") @Nullable
        String content,

        @JsonProperty("markdown")
        @JsonPropertyDescription(
                "the content with headings, lists, quotes, links, tables, code and pictures, as CommonMark with the tables of GFM; never raw HTML")
        @Nullable
        String markdown,

        @JsonProperty("authors") List<String> authors,

        @JsonProperty("published_at")
        @JsonPropertyDescription("UTC where the page gives no zone; the start of the day where it gives no time")
        @Nullable
        OffsetDateTime publishedAt,

        @JsonProperty("modified_at") @Nullable OffsetDateTime modifiedAt,

        @JsonProperty("language")
        @JsonPropertyDescription("primary subtag of BCP 47, such as en; as declared, or else detected in the text")
        @Nullable
        String language,

        @JsonProperty("description") @Nullable String description,
        @JsonProperty("image") @Nullable String image,
        @JsonProperty("site_name") @Nullable String siteName,
        @JsonProperty("canonical_url") @Nullable String canonicalUrl,

        @JsonProperty("word_count")
        @JsonPropertyDescription("words of the content; in scripts without spaces each character counts")
        @Nullable
        Integer wordCount,

        @JsonProperty("content_hash") @JsonPropertyDescription("SHA-256 of the content, in hex") @Nullable
        String contentHash,

        @JsonProperty("sources")
        @JsonPropertyDescription(
                "where each field was found: json-ld, meta, html (what the page shows), text (concluded from the content), or scraper (told by an external one)")
        Map<String, String> sources) {
    public ArticleContent {
        authors = List.copyOf(authors);
        sources = Map.copyOf(sources);
    }
}

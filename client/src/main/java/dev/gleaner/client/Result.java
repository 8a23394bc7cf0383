package dev.gleaner.client;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What became of one article of a job. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "status")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Result.Scraped.class, name = "SCRAPED"),
    @JsonSubTypes.Type(value = Result.Failed.class, name = "FAILED")
})
public sealed interface Result {

    String articleId();

    /** The address as it was submitted with this job. */
    String url();

    /**
     * The article is there.
     *
     * @param content plain text, paragraphs separated by a blank line; null if the article was removed since
     * @param markdown the content with its structure
     * @param cached whether it was stored when the job was submitted
     * @param finalUrl after all redirects
     */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NONE)
    record Scraped(
            String articleId,
            String url,
            @Nullable String source,
            @Nullable String category,
            @Nullable String title,
            @Nullable String content,
            @Nullable String markdown,
            @Nullable Instant scrapedAt,
            boolean cached,
            List<String> authors,
            @Nullable Instant publishedAt,
            @Nullable String language,
            @Nullable String canonicalUrl,
            @Nullable String finalUrl,
            @Nullable Integer wordCount)
            implements Result {
        public Scraped {
            // An API of an earlier version does not tell them.
            authors = List.copyOf(Objects.requireNonNullElse(authors, List.of()));
        }
    }

    /** The article could not be fetched. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NONE)
    record Failed(String articleId, String url, String error, String errorCode, Instant attemptedAt)
            implements Result {}
}

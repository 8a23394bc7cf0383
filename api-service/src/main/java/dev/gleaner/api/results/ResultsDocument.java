package dev.gleaner.api.results;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gleaner.job.JobStatus;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON form of results as the API's document shows it; it is written by {@link Json}. */
@Schema(name = "Results")
record ResultsDocument(
        @JsonProperty("job_id") @Schema(example = "job_1f0c3a5b7d9e")
        String jobId,

        @JsonProperty("status") JobStatus status,
        @JsonProperty("total_articles") int totalArticles,
        @JsonProperty("successful") int successful,
        @JsonProperty("failed") int failed,

        @JsonProperty("next_cursor") @Schema(description = "of the next page, if there is one") @Nullable
        String nextCursor,

        @JsonProperty("results") List<Result> results,
        @JsonProperty("failed_articles") List<FailedArticle> failedArticles) {

    /** An article. */
    @Schema(name = "Result")
    record Result(
            @JsonProperty("article_id") @Schema(example = "art_0a1b2c3d4e5f")
            String articleId,

            @JsonProperty("url")
            @Schema(example = "https://example.com/news/1", description = "as submitted with this job")
            String url,

            @JsonProperty("source") @Nullable String source,
            @JsonProperty("category") @Nullable String category,
            @JsonProperty("title") @Nullable String title,

            @JsonProperty("content") @Schema(description = "plain text, paragraphs separated by a blank line") @Nullable
            String content,

            @JsonProperty("markdown")
            @Schema(
                    description =
                            "the content with its structure, as CommonMark with the tables of GFM; never raw HTML")
            @Nullable
            String markdown,

            @JsonProperty("scraped_at") @Nullable Instant scrapedAt,

            @JsonProperty("cached") @Schema(description = "whether it was there already when the job was submitted")
            boolean cached,

            @JsonProperty("authors") List<String> authors,
            @JsonProperty("published_at") @Nullable Instant publishedAt,

            @JsonProperty("language") @Schema(description = "primary subtag of BCP 47", example = "en") @Nullable
            String language,

            @JsonProperty("canonical_url") @Schema(description = "as the page names it") @Nullable
            String canonicalUrl,

            @JsonProperty("final_url") @Schema(description = "after all redirects") @Nullable
            String finalUrl,

            @JsonProperty("word_count") @Nullable Integer wordCount,

            @JsonProperty("data")
            @Schema(description = "whatever else its scraper has found: any JSON value", implementation = Object.class)
            @Nullable
            Object data) {}

    /** An article that failed. */
    @Schema(name = "FailedArticle")
    record FailedArticle(
            @JsonProperty("article_id") @Schema(example = "art_0a1b2c3d4e5f")
            String articleId,

            @JsonProperty("url") @Schema(example = "https://example.com/news/2")
            String url,

            @JsonProperty("error") @Schema(example = "404 Not Found")
            String error,

            @JsonProperty("error_code") @Schema(example = "http_error")
            String errorCode,

            @JsonProperty("attempted_at") Instant attemptedAt) {}
}

package dev.gleaner.api.articles;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.gleaner.article.ArticleRecord;
import dev.gleaner.extract.ArticleContent;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An article as clients see it.
 *
 * @param content each of its fields stands beside the others, under its own name
 */
@Schema(name = "Article")
record ArticleAnswer(
        @JsonProperty("article_id") @Schema(example = "art_0a1b2c3d4e5f")
        String articleId,

        @JsonProperty("url") @Schema(description = "as first submitted", example = "https://example.com/news/1")
        String url,

        @JsonProperty("final_url") @Schema(description = "after all redirects") @Nullable
        String finalUrl,

        @JsonProperty("source") @Nullable String source,
        @JsonProperty("category") @Nullable String category,
        @JsonProperty("priority") int priority,

        @JsonProperty("status") @Schema(allowableValues = {"PENDING", "SCRAPING", "SCRAPED", "FAILED"})
        String status,

        @JsonUnwrapped ArticleContent content,

        @JsonProperty("data")
        @JsonRawValue
        @Schema(description = "whatever else its scraper has found: any JSON value", implementation = Object.class)
        @Nullable
        String data,

        @JsonProperty("etag") @Nullable String etag,
        @JsonProperty("last_modified") @Nullable String lastModified,
        @JsonProperty("http_status") @Nullable Integer httpStatus,
        @JsonProperty("error_code") @Nullable String errorCode,
        @JsonProperty("error_message") @Nullable String errorMessage,

        @JsonProperty("retry_count") @Schema(description = "attempts of the last fetch after its first")
        int retryCount,

        @JsonProperty("reference_count") @Schema(description = "submissions that asked for it; a hint")
        int referenceCount,

        @JsonProperty("created_at") Instant createdAt,
        @JsonProperty("updated_at") Instant updatedAt,
        @JsonProperty("scraped_at") @Nullable Instant scrapedAt,

        @JsonProperty("fetch")
        @Schema(description = "what the fetch saw that brought the content; null if it was not fetched by Gleaner")
        @Nullable
        FetchAnswer fetch,

        @JsonProperty("field_sources") @Schema(description = "the same as sources", example = "{\"title\":\"json-ld\"}")
        Map<String, String> fieldSources) {

    static ArticleAnswer of(ArticleRecord article, boolean running) {
        return new ArticleAnswer(
                article.id(),
                article.url(),
                article.finalUrl(),
                article.source(),
                article.category(),
                article.priority(),
                running ? ItemStatus.SCRAPING.name() : article.status().name(),
                article.content(),
                article.data(),
                article.etag(),
                article.lastModified(),
                article.httpStatus(),
                article.errorCode(),
                article.errorMessage(),
                article.retryCount(),
                article.referenceCount(),
                article.createdAt(),
                article.updatedAt(),
                article.scrapedAt(),
                FetchAnswer.of(article.fetch(), article.content()),
                article.content().sources());
    }
}

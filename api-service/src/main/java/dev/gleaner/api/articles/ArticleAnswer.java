package dev.gleaner.api.articles;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gleaner.article.ArticleRecord;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An article as clients see it. */
@Schema(name = "Article")
record ArticleAnswer(
        @JsonProperty("article_id") @Schema(example = "art_0a1b2c3d4e5f")
        String articleId,

        @JsonProperty("url") @Schema(description = "as first submitted", example = "https://example.com/news/1")
        String url,

        @JsonProperty("final_url") @Schema(description = "after all redirects") @Nullable
        String finalUrl,

        @JsonProperty("canonical_url") @Nullable String canonicalUrl,
        @JsonProperty("source") @Nullable String source,
        @JsonProperty("category") @Nullable String category,
        @JsonProperty("priority") int priority,

        @JsonProperty("status") @Schema(allowableValues = {"PENDING", "SCRAPING", "SCRAPED", "FAILED"})
        String status,

        @JsonProperty("title") @Nullable String title,

        @JsonProperty("content") @Schema(description = "plain text, paragraphs separated by a blank line") @Nullable
        String content,

        @JsonProperty("markdown")
        @Schema(
                description =
                        "the content with headings, lists, quotes, links, tables, code and pictures, as CommonMark with the tables of GFM; never raw HTML")
        @Nullable
        String markdown,

        @JsonProperty("authors") List<String> authors,

        @JsonProperty("published_at")
        @Schema(description = "UTC where the page gives no zone; the start of the day where it gives no time")
        @Nullable
        Instant publishedAt,

        @JsonProperty("modified_at") @Nullable Instant modifiedAt,

        @JsonProperty("language")
        @Schema(description = "primary subtag of BCP 47, as declared or else detected in the text", example = "en")
        @Nullable
        String language,

        @JsonProperty("description") @Nullable String description,
        @JsonProperty("image") @Nullable String image,
        @JsonProperty("site_name") @Nullable String siteName,

        @JsonProperty("word_count")
        @Schema(description = "words of the content; in scripts without spaces each character counts")
        @Nullable
        Integer wordCount,

        @JsonProperty("content_hash") @Schema(description = "SHA-256 of the content, in hex") @Nullable
        String contentHash,

        @JsonProperty("sources")
        @Schema(
                description =
                        "where each field was found: json-ld, meta, html (what the page shows), or text (concluded from the content)",
                example = "{\"title\":\"html\",\"published_at\":\"json-ld\",\"description\":\"meta\"}")
        Map<String, String> sources,

        @JsonProperty("etag") @Nullable String etag,
        @JsonProperty("last_modified") @Nullable String lastModified,
        @JsonProperty("http_status") @Nullable Integer httpStatus,
        @JsonProperty("error_code") @Nullable String errorCode,
        @JsonProperty("error_message") @Nullable String errorMessage,

        @JsonProperty("retry_count") @Schema(description = "failed attempts of the last fetch")
        int retryCount,

        @JsonProperty("reference_count") @Schema(description = "submissions that asked for it; a hint")
        int referenceCount,

        @JsonProperty("created_at") Instant createdAt,
        @JsonProperty("updated_at") Instant updatedAt,
        @JsonProperty("scraped_at") @Nullable Instant scrapedAt) {

    static ArticleAnswer of(ArticleRecord article, boolean running) {
        return new ArticleAnswer(
                article.id(),
                article.url(),
                article.finalUrl(),
                article.canonicalUrl(),
                article.source(),
                article.category(),
                article.priority(),
                running ? ItemStatus.SCRAPING.name() : article.status().name(),
                article.title(),
                article.content(),
                article.markdown(),
                article.authors(),
                article.publishedAt(),
                article.modifiedAt(),
                article.language(),
                article.description(),
                article.image(),
                article.siteName(),
                article.wordCount(),
                article.contentHash(),
                article.sources(),
                article.etag(),
                article.lastModified(),
                article.httpStatus(),
                article.errorCode(),
                article.errorMessage(),
                article.retryCount(),
                article.referenceCount(),
                article.createdAt(),
                article.updatedAt(),
                article.scrapedAt());
    }
}

package dev.gleaner.api.articles;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.gleaner.article.Articles.Edition;
import dev.gleaner.extract.ArticleContent;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A content that an article has or had.
 *
 * @param content each of its fields stands beside the others, under its own name
 */
@Schema(name = "ArticleVersionContent")
record VersionAnswer(
        @JsonProperty("article_id") @Schema(example = "art_0a1b2c3d4e5f")
        String articleId,

        @JsonProperty("version") @Schema(example = "1") int version,
        @JsonProperty("current") boolean current,
        @JsonProperty("fetched_at") Instant fetchedAt,
        @JsonUnwrapped ArticleContent content,

        @JsonProperty("data")
        @JsonRawValue
        @Schema(description = "whatever else its scraper had found: any JSON value", implementation = Object.class)
        @Nullable
        String data) {

    static VersionAnswer of(String articleId, Edition edition) {
        return new VersionAnswer(
                articleId,
                edition.version(),
                edition.current(),
                edition.fetchedAt(),
                edition.content(),
                edition.data());
    }
}

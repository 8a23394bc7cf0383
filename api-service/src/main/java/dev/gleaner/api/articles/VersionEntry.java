package dev.gleaner.api.articles;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gleaner.article.Articles.Edition;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A content that an article has or had, without its text. */
@Schema(name = "ArticleVersion")
record VersionEntry(
        @JsonProperty("version") @Schema(description = "from 1, rising with each content that differs", example = "1")
        int version,

        @JsonProperty("current") @Schema(description = "whether it is the one that the article has")
        boolean current,

        @JsonProperty("content_hash") @Nullable String contentHash,
        @JsonProperty("title") @Nullable String title,

        @JsonProperty("fetched_at")
        @Schema(description = "when it was fetched last, be it only to find that it had not changed")
        Instant fetchedAt,

        @JsonProperty("word_count") @Nullable Integer wordCount) {

    static VersionEntry of(Edition edition) {
        return new VersionEntry(
                edition.version(),
                edition.current(),
                edition.content().contentHash(),
                edition.content().title(),
                edition.fetchedAt(),
                edition.content().wordCount());
    }
}

package dev.gleaner.api.articles;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gleaner.job.JobStatus;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of a job's articles. */
@Schema(name = "JobArticles")
record JobArticlesAnswer(
        @JsonProperty("job_id") @Schema(example = "job_1f0c3a5b7d9e")
        String jobId,

        @JsonProperty("status") JobStatus status,
        @JsonProperty("total_articles") int totalArticles,
        @JsonProperty("articles") List<Entry> articles,

        @JsonProperty("next_cursor") @Schema(description = "of the next page, if there is one") @Nullable
        String nextCursor) {

    /** One article of the job. */
    @Schema(name = "JobArticle")
    record Entry(
            @JsonProperty("article_id") @Schema(example = "art_0a1b2c3d4e5f")
            String articleId,

            @JsonProperty("url") @Schema(example = "https://example.com/news/1")
            String url,

            @JsonProperty("source") @Nullable String source,
            @JsonProperty("category") @Nullable String category,
            @JsonProperty("priority") int priority,
            @JsonProperty("cached") boolean cached,
            @JsonProperty("status") ItemStatus status,

            @JsonProperty("attempts") @Schema(description = "made so far, with one that is under way")
            int attempts,

            @JsonProperty("error_code") @Schema(example = "http_error") @Nullable
            String errorCode,

            @JsonProperty("error") @Schema(example = "404 Not Found") @Nullable
            String error,

            @JsonProperty("next_try_at") @Nullable Instant nextTryAt,

            @JsonProperty("waiting_for") @Schema(example = "its turn in the high list") @Nullable
            String waitingFor,

            @JsonProperty("host") @Schema(description = "whose pace it obeys", example = "example.com")
            String host,

            @JsonProperty("host_paused_until")
            @Schema(
                    description =
                            "nothing of the host is fetched before; null if it is not paused, or nothing waits for it")
            @Nullable
            Instant hostPausedUntil,

            @JsonProperty("host_pause_reason") @Schema(example = "3 addresses answered 503") @Nullable
            String hostPauseReason) {}
}

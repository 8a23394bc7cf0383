package dev.gleaner.api.articles;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gleaner.job.Try;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The attempts at an article of a job. */
@Schema(name = "Attempts")
record AttemptsAnswer(
        @JsonProperty("article_id") @Schema(example = "art_0a1b2c3d4e5f")
        String articleId,

        @JsonProperty("url") @Schema(example = "https://example.com/news/1")
        String url,

        @JsonProperty("attempts") @Schema(description = "in order; of many the latest 20")
        List<Entry> attempts) {

    /** One attempt. */
    @Schema(name = "Attempt")
    record Entry(
            @JsonProperty("attempt") @Schema(description = "from 1", example = "1")
            int attempt,

            @JsonProperty("started_at")
            @Schema(description = "null if a consumer of an earlier version began it")
            @Nullable
            Instant startedAt,

            @JsonProperty("ended_at") @Nullable Instant endedAt,

            @JsonProperty("outcome")
            @Schema(
                    allowableValues = {"succeeded", "failed", "retrying", "running"},
                    description = "retrying: it failed, and another one followed or follows")
            String outcome,

            @JsonProperty("http_status") @Schema(example = "503") @Nullable
            Integer httpStatus,

            @JsonProperty("error_code") @Schema(example = "http_error") @Nullable
            String errorCode,

            @JsonProperty("error") @Schema(example = "503 Service Unavailable") @Nullable
            String error,

            @JsonProperty("next_at")
            @Schema(description = "when the next one was due, if there was to be one")
            @Nullable
            Instant nextAt) {

        static Entry of(Try one) {
            String outcome = one.code() == null ? "succeeded" : one.nextAt() == null ? "failed" : "retrying";
            return new Entry(
                    one.number(),
                    one.startedAt(),
                    one.endedAt(),
                    outcome,
                    one.httpStatus(),
                    one.code() == null ? null : one.code().code(),
                    one.error(),
                    one.nextAt());
        }

        static Entry running(int number, @Nullable Instant startedAt) {
            return new Entry(number, startedAt, null, "running", null, null, null, null);
        }
    }
}

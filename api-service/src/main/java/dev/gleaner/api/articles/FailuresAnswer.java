package dev.gleaner.api.articles;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;

/** Why articles of a job failed, put together by reason. */
@Schema(name = "Failures")
record FailuresAnswer(
        @JsonProperty("job_id") @Schema(example = "job_1f0c3a5b7d9e")
        String jobId,

        @JsonProperty("run") @Schema(description = "the run that they are of", example = "1")
        int run,

        @JsonProperty("total") @Schema(description = "failed articles in all", example = "14")
        int total,

        @JsonProperty("groups") @Schema(description = "the largest first")
        List<Group> groups) {

    /** Those that failed for one reason. */
    @Schema(name = "FailureGroup")
    record Group(
            @JsonProperty("code") @Schema(example = "http_error")
            String code,

            @JsonProperty("count") @Schema(example = "12") int count,

            @JsonProperty("retryable")
            @Schema(description = "whether another try, with nothing changed, may well succeed")
            boolean retryable,

            @JsonProperty("meaning") @Schema(example = "The server has no page at this address")
            String meaning,

            @JsonProperty("advice") @Schema(description = "what to do, in one sentence")
            String advice,

            @JsonProperty("hosts") @Schema(description = "of their addresses, those with the most first, at most 10")
            List<HostCount> hosts,

            @JsonProperty("examples") @Schema(description = "at most 5, in order of submission")
            List<Example> examples) {}

    /** How many of a host. */
    @Schema(name = "FailureHost")
    record HostCount(
            @JsonProperty("host") @Schema(example = "example.com")
            String host,

            @JsonProperty("count") @Schema(example = "12") int count) {}

    /** One that failed. */
    @Schema(name = "FailureExample")
    record Example(
            @JsonProperty("article_id") @Schema(example = "art_1f0c3a5b7d9e")
            String articleId,

            @JsonProperty("url") @Schema(example = "https://example.com/news/1")
            String url,

            @JsonProperty("error") @Schema(example = "HTTP 404")
            String error,

            @JsonProperty("attempted_at") Instant attemptedAt) {}
}

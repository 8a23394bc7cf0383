package dev.gleaner.api.operations;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gleaner.operations.ConsumerReport;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A consumer as it is told. */
@Schema(name = "Consumer")
record ConsumerAnswer(
        @JsonProperty("id") @Schema(description = "its incarnation: another whenever it has lost its lease")
        String id,

        @JsonProperty("name") @Schema(description = "its host and process id", example = "worker-2-4711")
        String name,

        @JsonProperty("host") String host,

        @JsonProperty("pid") long pid,

        @JsonProperty("version") String version,

        @JsonProperty("since") Instant since,

        @JsonProperty("beat_at") @Schema(description = "when it said this; a beat is every 4 s")
        Instant beatAt,

        @JsonProperty("capacity") @Schema(description = "articles at a time")
        int capacity,

        @JsonProperty("running_total") @Schema(description = "articles that it works on")
        int runningTotal,

        @JsonProperty("running") @Schema(description = "the first 100 of them, those that run longest")
        List<RunningAnswer> running,

        @JsonProperty("scrapers") List<String> scrapers,

        @JsonProperty("articles_ended") @Schema(description = "since the process started")
        long articlesEnded) {

    /** An article that is being worked on. */
    @Schema(name = "RunningArticle")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RunningAnswer(
            @JsonProperty("article_id") String articleId,

            @JsonProperty("url") String url,

            @JsonProperty("host") String host,

            @JsonProperty("phase") @Schema(allowableValues = {"starting", "fetching", "reading", "storing"})
            String phase,

            @JsonProperty("since") Instant since,

            @JsonProperty("job_id") @Schema(description = "of one that waits for it") @Nullable
            String jobId,

            @JsonProperty("scraper") @Schema(description = "that was asked for") @Nullable
            String scraper) {}

    static ConsumerAnswer of(ConsumerReport report) {
        return new ConsumerAnswer(
                report.id(),
                report.name(),
                report.host(),
                report.pid(),
                report.version(),
                report.since(),
                report.beatAt(),
                report.capacity(),
                report.runningTotal(),
                report.running().stream()
                        .map(one -> new RunningAnswer(
                                one.articleId(),
                                one.url(),
                                one.host(),
                                one.phase(),
                                one.since(),
                                one.jobId(),
                                one.scraper()))
                        .toList(),
                report.scrapers(),
                report.articlesEnded());
    }
}

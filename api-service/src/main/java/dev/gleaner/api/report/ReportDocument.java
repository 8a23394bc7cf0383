package dev.gleaner.api.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gleaner.job.JobStatus;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON form of a report as the API's document shows it; it is written by {@link JsonReport}. */
@Schema(name = "Report")
record ReportDocument(
        @JsonProperty("schedule") @Schema(description = "that the job was made for, if any") @Nullable
        String schedule,

        @JsonProperty("job") @Schema(example = "job_1f0c3a5b7d9e")
        String job,

        @JsonProperty("name") @Nullable String name,

        @JsonProperty("run") @Schema(description = "the newest")
        int run,

        @JsonProperty("fired_at") @Schema(description = "when its schedule fired, or when it was submitted")
        Instant firedAt,

        @JsonProperty("due_at") @Nullable Instant dueAt,
        @JsonProperty("completed_at") @Nullable Instant completedAt,
        @JsonProperty("status") JobStatus status,
        @JsonProperty("articles") List<Article> articles,
        @JsonProperty("totals") Sums totals,

        @JsonProperty("output_count") @Schema(description = "files that were written, those not listed among them")
        int outputCount,

        @JsonProperty("outputs") @Schema(description = "the first 1000 files, relative to OUTPUT_DIR")
        List<File> outputs) {

    /** One article. */
    @Schema(name = "ReportArticle")
    record Article(
            @JsonProperty("article_id") @Schema(example = "art_0a1b2c3d4e5f")
            String articleId,

            @JsonProperty("url") @Schema(description = "as submitted with this job")
            String url,

            @JsonProperty("ok") @Schema(description = "whether the job has a text of it")
            boolean ok,

            @JsonProperty("status")
            @Schema(
                    description =
                            "fetched: a new or changed text · unchanged: fetched, and the text is the stored one · fresh: "
                                    + "not fetched, the stored text was young enough · unknown: there is a text, and nobody noted "
                                    + "how it came",
                    allowableValues = {"fetched", "unchanged", "fresh", "failed", "pending", "cancelled", "unknown"})
            String status,

            @JsonProperty("run") @Schema(description = "in which it ended") @Nullable
            Integer run,

            @JsonProperty("body_bytes") @Schema(description = "of the page, unpacked; 0 if none was sent") @Nullable
            Long bodyBytes,

            @JsonProperty("content_bytes") @Schema(description = "of the text, in UTF-8") @Nullable
            Long contentBytes,

            @JsonProperty("duration_ms") @Schema(description = "of the last attempt") @Nullable
            Long durationMs,

            @JsonProperty("attempts") @Nullable Integer attempts,
            @JsonProperty("error_code") @Nullable String errorCode,
            @JsonProperty("error") @Nullable String error) {}

    /** Sums of what is known. */
    @Schema(name = "ReportTotals")
    record Sums(
            @JsonProperty("articles") int articles,
            @JsonProperty("ok") int ok,
            @JsonProperty("fetched") int fetched,
            @JsonProperty("unchanged") int unchanged,
            @JsonProperty("fresh") int fresh,
            @JsonProperty("failed") int failed,
            @JsonProperty("pending") int pending,
            @JsonProperty("cancelled") int cancelled,
            @JsonProperty("unknown") int unknown,
            @JsonProperty("body_bytes") long bodyBytes,
            @JsonProperty("content_bytes") long contentBytes,
            @JsonProperty("duration_ms") long durationMs,
            @JsonProperty("attempts") long attempts) {}

    /** A file. */
    @Schema(name = "OutputFile")
    record File(
            @JsonProperty("file") String file,
            @JsonProperty("bytes") long bytes,
            @JsonProperty("articles") int articles) {}
}

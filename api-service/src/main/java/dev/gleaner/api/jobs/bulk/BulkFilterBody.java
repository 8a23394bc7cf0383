package dev.gleaner.api.jobs.bulk;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gleaner.api.submission.SubmissionLimits;
import dev.gleaner.api.web.body.ZonedTime;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The body of a change of many jobs, as the API's document shows it. */
@Schema(name = "JobFilter")
record BulkFilterBody(
        @JsonProperty("status")
        @Schema(
                description = "only jobs in this state: PENDING or IN_PROGRESS to cancel, COMPLETED or FAILED to retry",
                nullable = true)
        @Nullable
        String status,

        @ArraySchema(
                maxItems = SubmissionLimits.MOST_TAGS,
                schema = @Schema(maxLength = SubmissionLimits.LONGEST_TAG),
                arraySchema = @Schema(description = "only jobs with all of these tags; one may be a text", nullable = true))
        @JsonProperty("tag")
        @Nullable
        List<String> tag,

        @JsonProperty("name")
        @Schema(
                description = "only jobs of exactly this name",
                maxLength = SubmissionLimits.LONGEST_NAME,
                nullable = true)
        @Nullable
        String name,

        @JsonProperty("host")
        @Schema(
                description = "only jobs with an open (to retry: a failed) article of this host, with a port that is not "
                        + "the usual one",
                nullable = true,
                example = "example.com")
        @Nullable
        String host,

        @JsonProperty("error_code")
        @Schema(
                description = "only jobs of which an article failed with this code",
                nullable = true,
                example = "timeout")
        @Nullable
        String errorCode,

        @JsonProperty("created_after")
        @Schema(
                description = "only jobs created then or later",
                format = "date-time",
                pattern = ZonedTime.PATTERN,
                nullable = true)
        @Nullable
        String createdAfter,

        @JsonProperty("created_before")
        @Schema(
                description = "only jobs created before then",
                format = "date-time",
                pattern = ZonedTime.PATTERN,
                nullable = true)
        @Nullable
        String createdBefore,

        @JsonProperty("all")
        @Schema(description = "without any filter: every job is meant", defaultValue = "false", nullable = true)
        @Nullable
        Boolean all,

        @JsonProperty("limit")
        @Schema(
                description = "jobs that are changed at most",
                minimum = "1",
                maximum = "" + MOST,
                defaultValue = "" + USUAL,
                nullable = true)
        @Nullable
        Integer limit,

        @JsonProperty("dry_run")
        @Schema(description = "only count them", defaultValue = "false", nullable = true)
        @Nullable
        Boolean dryRun) {
    static final int MOST = 1_000;
    static final int USUAL = 100;
}

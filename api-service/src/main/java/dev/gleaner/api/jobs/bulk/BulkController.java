package dev.gleaner.api.jobs.bulk;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gleaner.api.submission.SubmissionLimits;
import dev.gleaner.api.web.body.JsonFields;
import dev.gleaner.article.ErrorCode;
import dev.gleaner.job.JobFilter;
import dev.gleaner.job.JobStatus;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /jobs/cancel} and {@code POST /jobs/retry}. */
@RestController
@Tag(name = "Jobs")
class BulkController {
    private static final List<JobStatus> OPEN = List.of(JobStatus.PENDING, JobStatus.IN_PROGRESS);
    private static final List<JobStatus> RETRYABLE =
            List.of(JobStatus.COMPLETED, JobStatus.FAILED, JobStatus.CANCELLED);

    /** What was cancelled, somebody wanted to end: only who asks for it by its status has it again. */
    private static final List<JobStatus> RETRIED = List.of(JobStatus.COMPLETED, JobStatus.FAILED);

    private static final List<String> RESTRICTING =
            List.of("status", "tag", "name", "host", "error_code", "created_after", "created_before");
    private static final int LONGEST_HOST = 300;

    private final BulkChanges changes;

    BulkController(BulkChanges changes) {
        this.changes = changes;
    }

    @PostMapping(
            path = {"/jobs/cancel", "/jobs/cancel/"},
            consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "cancelJobs",
            summary = "Cancel all open jobs that a filter means",
            description =
                    "Each is cancelled as by a request of its own, the newest first. Asked for a host, those of which an "
                            + "article of it is open. With dry_run they are only counted. If there may be more than the limit, "
                            + "the same request goes on.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = BulkFilterBody.class),
                                            examples = @ExampleObject("{\"tag\": [\"news\"], \"dry_run\": true}"))))
    @ApiResponse(responseCode = "200", description = "What was cancelled, or would be")
    @ApiResponse(responseCode = "400", description = "The body is not JSON")
    @ApiResponse(responseCode = "413", description = "The body is larger than 64 KiB")
    @ApiResponse(responseCode = "415", description = "The body is of another media type")
    @ApiResponse(responseCode = "422", description = "A field is wrong, or nothing restricts it and all is not true")
    BulkAnswer cancel(HttpServletRequest request) throws IOException {
        BulkRequest wanted = read(JsonFields.of(request), OPEN, OPEN);
        return BulkAnswer.of(changes.cancel(wanted), wanted.dryRun(), "cancelled");
    }

    @PostMapping(
            path = {"/jobs/retry", "/jobs/retry/"},
            consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "retryJobs",
            summary = "Run the failed articles of all ended jobs that a filter means again",
            description =
                    "Each is opened as by a request of its own, the newest first, and all its failed articles run. Asked for "
                            + "a host or an error_code, jobs of which such an article failed. Cancelled jobs only if status "
                            + "says CANCELLED: what they gave up runs as well. With dry_run they are only counted.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = BulkFilterBody.class),
                                            examples = @ExampleObject("{\"error_code\": \"timeout\"}"))))
    @ApiResponse(responseCode = "200", description = "What runs again, or would")
    @ApiResponse(responseCode = "400", description = "The body is not JSON")
    @ApiResponse(responseCode = "413", description = "The body is larger than 64 KiB")
    @ApiResponse(responseCode = "415", description = "The body is of another media type")
    @ApiResponse(responseCode = "422", description = "A field is wrong, or nothing restricts it and all is not true")
    BulkAnswer retry(HttpServletRequest request) throws IOException {
        BulkRequest wanted = read(JsonFields.of(request), RETRYABLE, RETRIED);
        return BulkAnswer.of(changes.retry(wanted), wanted.dryRun(), "opened again");
    }

    private static BulkRequest read(JsonFields fields, List<JobStatus> possible, List<JobStatus> usual) {
        JobStatus status = fields.oneOf("status", possible);
        JobFilter filter = new JobFilter(
                null,
                fields.text("name", SubmissionLimits.LONGEST_NAME),
                fields.texts("tag", SubmissionLimits.MOST_TAGS, SubmissionLimits.LONGEST_TAG),
                fields.time("created_after"),
                fields.time("created_before"));
        String host = fields.text("host", LONGEST_HOST);
        ErrorCode code = code(fields);
        Integer limit = fields.number("limit", 1, BulkFilterBody.MOST);
        boolean dryRun = fields.flag("dry_run");
        boolean all = fields.flag("all");
        boolean restricted = RESTRICTING.stream().anyMatch(fields::has);
        if (!all && !restricted) {
            fields.fault("$", "must have a filter, or \"all\": true to mean every job");
        }
        if (all && restricted) {
            fields.fault("all", "must not be true beside a filter");
        }
        fields.throwIfAny();
        return new BulkRequest(
                status == null ? usual : List.of(status),
                filter,
                host == null ? null : host.toLowerCase(Locale.ROOT),
                code,
                limit == null ? BulkFilterBody.USUAL : limit,
                dryRun);
    }

    private static @Nullable ErrorCode code(JsonFields fields) {
        String text = fields.text("error_code", SubmissionLimits.LONGEST_TAG);
        if (text == null) {
            return null;
        }
        Optional<ErrorCode> code = Arrays.stream(ErrorCode.values())
                .filter(one -> one.code().equals(text))
                .findFirst();
        if (code.isEmpty()) {
            fields.fault(
                    "error_code",
                    "must be one of "
                            + Arrays.stream(ErrorCode.values())
                                    .map(ErrorCode::code)
                                    .toList());
        }
        return code.orElse(null);
    }

    /** What was changed. */
    @Schema(name = "BulkChange")
    record BulkAnswer(
            @JsonProperty("dry_run") boolean dryRun,

            @JsonProperty("matched") @Schema(description = "jobs that the filter means, up to the limit")
            int matched,

            @JsonProperty("changed") @Schema(description = "jobs that were changed, or would be")
            int changed,

            @JsonProperty("articles") @Schema(description = "of them that were given up, or run again")
            int articles,

            @JsonProperty("job_ids") @Schema(description = "of those that were changed, or would be, newest first")
            List<String> jobIds,

            @JsonProperty("more") @Schema(description = "whether there may be further ones: ask again")
            boolean more,

            @JsonProperty("message") @Schema(example = "3 jobs cancelled.")
            String message) {
        static BulkAnswer of(BulkOutcome outcome, boolean dryRun, String done) {
            int changed = outcome.jobIds().size();
            return new BulkAnswer(
                    dryRun,
                    outcome.matched(),
                    changed,
                    outcome.articles(),
                    outcome.jobIds(),
                    outcome.more(),
                    "%d %s%s %s.".formatted(changed, changed == 1 ? "job" : "jobs", dryRun ? " would be" : "", done));
        }
    }
}

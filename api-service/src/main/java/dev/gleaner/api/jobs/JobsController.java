package dev.gleaner.api.jobs;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gleaner.api.web.body.ZonedTime;
import dev.gleaner.api.web.problem.Problem;
import dev.gleaner.job.JobFilter;
import dev.gleaner.job.JobOrder;
import dev.gleaner.job.JobStatus;
import dev.gleaner.job.Jobs;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Status, list, cancel and removal. */
@RestController
@Tag(name = "Jobs")
class JobsController {
    private static final int MOST = 1000;
    private static final int LONGEST_TEXT = 200;
    private static final String TOTAL = "X-Total-Count";

    private final Jobs jobs;
    private final Cancellation cancellation;
    private final Purge purge;

    JobsController(Jobs jobs, Cancellation cancellation, Purge purge) {
        this.jobs = jobs;
        this.cancellation = cancellation;
        this.purge = purge;
    }

    @GetMapping({"/jobs", "/jobs/"})
    @Operation(operationId = "listJobs", summary = "Find and list jobs, newest first")
    @ApiResponse(
            responseCode = "200",
            description = "A page of them",
            headers =
                    @Header(
                            name = TOTAL,
                            description = "how many jobs the filters mean, on all pages",
                            schema = @Schema(type = "integer")))
    ResponseEntity<List<JobAnswer>> list(
            @RequestParam(name = "q", required = false)
                    @Parameter(
                            description = "only jobs with this in their name, a tag, their id or a host, in any case")
                    @Schema(maxLength = LONGEST_TEXT)
                    @Nullable
                    String text,
            @RequestParam(name = "host", required = false)
                    @Parameter(
                            description =
                                    "only jobs with an address of this host; of very many hosts, the first 20 count")
                    @Nullable
                    String host,
            @RequestParam(name = "source", required = false)
                    @Parameter(description = "only jobs with this among their sources")
                    @Nullable
                    String source,
            @RequestParam(name = "sort", defaultValue = "-created")
                    @Parameter(
                            description =
                                    "by created, updated, name, status, failed or total; with a minus in front, the "
                                            + "greatest first")
                    @Schema(pattern = "^-?(created|updated|name|status|failed|total)$")
                    String sort,
            @RequestParam(name = "status_filter", required = false)
                    @Parameter(description = "only jobs in this state")
                    @Schema(implementation = JobStatus.class)
                    @Nullable
                    String statusFilter,
            @RequestParam(name = "name", required = false)
                    @Parameter(description = "only jobs of exactly this name")
                    @Nullable
                    String name,
            @RequestParam(name = "tag", required = false)
                    @Parameter(description = "only jobs with this tag; of several, with all of them")
                    @Nullable
                    List<String> tags,
            @RequestParam(name = "created_after", required = false)
                    @Parameter(description = "only jobs created then or later")
                    @Schema(type = "string", format = "date-time", pattern = ZonedTime.PATTERN)
                    @Nullable
                    String createdAfter,
            @RequestParam(name = "created_before", required = false)
                    @Parameter(description = "only jobs created before then")
                    @Schema(type = "string", format = "date-time", pattern = ZonedTime.PATTERN)
                    @Nullable
                    String createdBefore,
            @RequestParam(name = "schedule", required = false)
                    @Parameter(description = "only jobs of the schedule with this id")
                    @Nullable
                    String schedule,
            @RequestParam(name = "limit", defaultValue = "50") @Schema(minimum = "1", maximum = "1000") int limit,
            @RequestParam(name = "skip", defaultValue = "0") @Schema(minimum = "0") int skip) {
        if (limit < 1 || limit > MOST) {
            throw invalid("limit must be 1 to %d, but is %d".formatted(MOST, limit));
        }
        if (text != null && text.length() > LONGEST_TEXT) {
            throw invalid("q must be at most %d characters long".formatted(LONGEST_TEXT));
        }
        if (skip < 0) {
            throw invalid("skip must not be negative, but is " + skip);
        }
        JobFilter filter = new JobFilter(
                wantedStatus(statusFilter),
                name,
                tags == null ? List.of() : tags,
                time("created_after", createdAfter),
                time("created_before", createdBefore),
                schedule,
                text == null || text.isBlank() ? null : text,
                host,
                source);
        JobOrder order = order(sort);
        return ResponseEntity.ok()
                .header(TOTAL, "" + jobs.count(filter))
                .body(jobs.list(filter, order, limit, skip).stream()
                        .map(JobAnswer::of)
                        .toList());
    }

    private static JobOrder order(String sort) {
        boolean descending = sort.startsWith("-");
        String by = sort.substring(descending ? 1 : 0);
        return Arrays.stream(JobOrder.By.values())
                .filter(one -> one.name().equalsIgnoreCase(by))
                .findFirst()
                .map(one -> new JobOrder(one, descending))
                .orElseThrow(() -> invalid(
                        "sort must be created, updated, name, status, failed or total, or one of them after a minus"));
    }

    @GetMapping({"/jobs/{jobId}/status", "/jobs/{jobId}/status/"})
    @Operation(operationId = "getJobStatus", summary = "How far a job is")
    JobAnswer status(@PathVariable("jobId") String jobId) {
        return jobs.find(jobId).map(JobAnswer::of).orElseThrow(() -> Problem.unknownJob(jobId));
    }

    // What lists are posted to is no job, and should not be offered as one that can be deleted.
    @DeleteMapping({"/jobs/{jobId:(?!(?:submit|cancel|retry)$).+}", "/jobs/{jobId:(?!(?:submit|cancel|retry)$).+}/"})
    @Operation(
            operationId = "cancelJob",
            summary = "Cancel a job, or remove it",
            description =
                    "Without purge an open job is cancelled and stays on record. With purge=true a job in any state is "
                            + "cancelled if it is open, and removed with its results; the articles stay for others.")
    @ApiResponse(responseCode = "200", description = "Cancelled, or removed")
    @ApiResponse(responseCode = "400", description = "The job has already ended")
    CancelledAnswer cancel(
            @PathVariable("jobId") String jobId,
            @RequestParam(name = "purge", defaultValue = "false") @Parameter(description = "remove the job altogether")
                    boolean remove) {
        return remove ? purged(jobId) : cancelled(jobId);
    }

    private CancelledAnswer cancelled(String jobId) {
        return switch (cancellation.cancel(jobId)) {
            case CancelAnswer.Cancelled cancelled ->
                new CancelledAnswer(
                        jobId,
                        JobStatus.CANCELLED,
                        "Job cancelled. Removed %d pending tasks.".formatted(cancelled.removed()));
            case CancelAnswer.AlreadyEnded ended ->
                throw new Problem(
                                HttpStatus.BAD_REQUEST,
                                "Job has already ended: %s"
                                        .formatted(ended.job().status()))
                        .with("job_id", jobId);
            case CancelAnswer.Unknown unknown -> throw Problem.unknownJob(jobId);
        };
    }

    private CancelledAnswer purged(String jobId) {
        Purge.Purged purged = purge.purge(jobId).orElseThrow(() -> Problem.unknownJob(jobId));
        return new CancelledAnswer(
                jobId, purged.job().status(), "Job removed. Removed %d pending tasks.".formatted(purged.givenUp()));
    }

    private static @Nullable JobStatus wantedStatus(@Nullable String filter) {
        if (filter == null) {
            return null;
        }
        return Arrays.stream(JobStatus.values())
                .filter(status -> status.name().equals(filter.strip().toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> invalid("status_filter must be one of " + Arrays.toString(JobStatus.values())));
    }

    private static @Nullable Instant time(String parameter, @Nullable String text) {
        if (text == null) {
            return null;
        }
        return ZonedTime.parse(text).orElseThrow(() -> invalid(parameter + " " + ZonedTime.FAULT));
    }

    private static Problem invalid(String detail) {
        return new Problem(HttpStatus.UNPROCESSABLE_CONTENT, detail);
    }

    /** The answer to a cancel. */
    @Schema(name = "Cancelled")
    record CancelledAnswer(
            @JsonProperty("job_id") @Schema(example = "job_1f0c3a5b7d9e")
            String jobId,

            @JsonProperty("status") JobStatus status,

            @JsonProperty("message") @Schema(example = "Job cancelled. Removed 12 pending tasks.")
            String message) {}
}

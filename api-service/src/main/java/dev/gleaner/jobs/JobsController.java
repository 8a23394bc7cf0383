package dev.gleaner.jobs;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gleaner.job.JobStatus;
import dev.gleaner.job.Jobs;
import dev.gleaner.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Status, list and cancel. */
@RestController
@Tag(name = "Jobs")
class JobsController {
    private static final int MOST = 1000;

    private final Jobs jobs;
    private final Cancellation cancellation;

    JobsController(Jobs jobs, Cancellation cancellation) {
        this.jobs = jobs;
        this.cancellation = cancellation;
    }

    @GetMapping({"/jobs", "/jobs/"})
    @Operation(summary = "List jobs, newest first")
    List<JobAnswer> list(
            @RequestParam(name = "status_filter", required = false) @Nullable String statusFilter,
            @RequestParam(name = "limit", defaultValue = "50") int limit,
            @RequestParam(name = "skip", defaultValue = "0") int skip) {
        if (limit < 1 || limit > MOST) {
            throw invalid("limit must be 1 to %d, but is %d".formatted(MOST, limit));
        }
        if (skip < 0) {
            throw invalid("skip must not be negative, but is " + skip);
        }
        return jobs.list(wantedStatus(statusFilter), limit, skip).stream()
                .map(JobAnswer::of)
                .toList();
    }

    @GetMapping({"/jobs/{jobId}/status", "/jobs/{jobId}/status/"})
    @Operation(summary = "How far a job is")
    JobAnswer status(@PathVariable("jobId") String jobId) {
        return jobs.find(jobId).map(JobAnswer::of).orElseThrow(() -> Problem.unknownJob(jobId));
    }

    @DeleteMapping({"/jobs/{jobId}", "/jobs/{jobId}/"})
    @Operation(summary = "Cancel a job")
    CancelledAnswer cancel(@PathVariable("jobId") String jobId) {
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

    private static @Nullable JobStatus wantedStatus(@Nullable String filter) {
        if (filter == null || filter.isBlank()) {
            return null;
        }
        return Arrays.stream(JobStatus.values())
                .filter(status -> status.name().equals(filter.strip().toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> invalid("status_filter must be one of " + Arrays.toString(JobStatus.values())));
    }

    private static Problem invalid(String detail) {
        return new Problem(HttpStatus.UNPROCESSABLE_CONTENT, detail);
    }

    /** The answer to a cancel. */
    @Schema(name = "Cancelled")
    record CancelledAnswer(
            @JsonProperty("job_id") String jobId,
            @JsonProperty("status") JobStatus status,
            @JsonProperty("message") String message) {}
}

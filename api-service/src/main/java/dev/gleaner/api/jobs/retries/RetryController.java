package dev.gleaner.api.jobs.retries;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gleaner.api.web.problem.Problem;
import dev.gleaner.job.Job;
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
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /jobs/{job_id}/retry}. */
@RestController
@Tag(name = "Jobs")
class RetryController {
    private final Retries retries;

    RetryController(Retries retries) {
        this.retries = retries;
    }

    @PostMapping({"/jobs/{jobId}/retry", "/jobs/{jobId}/retry/"})
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            operationId = "retryJob",
            summary = "Run the failed articles of an ended job again",
            description =
                    "The job is open again, in its next run; articles that it has stay. Without a body all that failed runs, "
                            + "with one only what every list in it means. What a cancelled job gave up runs in any case.",
            requestBody =
                    @RequestBody(
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = RetryChoiceBody.class),
                                            examples = @ExampleObject("{\"error_codes\": [\"timeout\"]}"))))
    @ApiResponse(responseCode = "202", description = "They run again")
    @ApiResponse(responseCode = "409", description = "The job is open, or has nothing that could run again")
    @ApiResponse(responseCode = "413", description = "The body is larger than 64 KiB")
    @ApiResponse(responseCode = "422", description = "A field of the body is wrong")
    RetriedAnswer retry(@PathVariable("jobId") String jobId, HttpServletRequest request) throws IOException {
        RetryChoice choice = RetryChoiceBody.read(request);
        return switch (retries.retry(jobId, choice)) {
            case RetryAnswer.Retried(Job job, int retried) ->
                new RetriedAnswer(
                        job.id(),
                        job.status(),
                        job.run(),
                        retried,
                        "Job reopened. Retrying %d articles.".formatted(retried));
            case RetryAnswer.StillOpen(Job job) ->
                throw conflict(job, "Job has not ended yet: %s".formatted(job.status()));
            case RetryAnswer.NothingToRetry(Job job) ->
                throw conflict(
                        job,
                        job.failed() == 0
                                ? "Job has no failed articles"
                                : "None of the job's %d failed articles is meant".formatted(job.failed()));
            case RetryAnswer.Unknown() -> throw Problem.unknownJob(jobId);
        };
    }

    private static Problem conflict(Job job, String detail) {
        return new Problem(HttpStatus.CONFLICT, detail).with("job_id", job.id());
    }

    /** The answer to a retry. */
    @Schema(name = "Retried")
    record RetriedAnswer(
            @JsonProperty("job_id") @Schema(example = "job_1f0c3a5b7d9e")
            String jobId,

            @JsonProperty("status") JobStatus status,

            @JsonProperty("run") @Schema(description = "1 for the first, one more with each retry", example = "2")
            int run,

            @JsonProperty("retried_articles") int retriedArticles,
            @JsonProperty("message") String message) {}
}

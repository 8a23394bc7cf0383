package dev.gleaner.api.jobs.steering;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gleaner.api.jobs.JobAnswer;
import dev.gleaner.api.submission.SubmissionLimits;
import dev.gleaner.api.web.body.JsonFields;
import dev.gleaner.api.web.problem.Problem;
import dev.gleaner.job.Job;
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
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /jobs/{job_id}/pause}, {@code POST /jobs/{job_id}/resume} and {@code PATCH /jobs/{job_id}}. */
@RestController
@Tag(name = "Jobs")
class SteeringController {
    private final Controls controls;

    SteeringController(Controls controls) {
        this.controls = controls;
    }

    @PostMapping({"/jobs/{jobId}/pause", "/jobs/{jobId}/pause/"})
    @Operation(
            operationId = "pauseJob",
            summary = "Pause an open job",
            description =
                    "Nothing more of it is claimed until it is resumed; what runs ends. What another job that is not paused "
                            + "waits for, too, is fetched for that one, and counts here as well. A job that is paused stays so.")
    @ApiResponse(responseCode = "200", description = "The job is paused")
    @ApiResponse(responseCode = "409", description = "The job has already ended")
    JobAnswer pause(@PathVariable("jobId") String jobId) {
        return answer(jobId, controls.pause(jobId));
    }

    @PostMapping({"/jobs/{jobId}/resume", "/jobs/{jobId}/resume/"})
    @Operation(
            operationId = "resumeJob",
            summary = "Resume a paused job",
            description = "All that waits is claimed again. A job that is not paused stays as it is.")
    @ApiResponse(responseCode = "200", description = "The job is not paused")
    @ApiResponse(responseCode = "409", description = "The job has already ended")
    JobAnswer resume(@PathVariable("jobId") String jobId) {
        return answer(jobId, controls.resume(jobId));
    }

    @PatchMapping(
            path = {"/jobs/{jobId:(?!(?:submit|cancel|retry)$).+}", "/jobs/{jobId:(?!(?:submit|cancel|retry)$).+}/"},
            consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "changeJob",
            summary = "Give what waits of a job another priority",
            description =
                    "All of the job that waits moves to the list of this priority, and what it retries later goes there, "
                            + "too. What another job waits for as well moves only to a better list. The priorities that were "
                            + "submitted are still shown with the articles.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = JobChange.class),
                                            examples = @ExampleObject("{\"priority\": 1}"))))
    @ApiResponse(responseCode = "200", description = "The job has this priority")
    @ApiResponse(responseCode = "400", description = "The body is not JSON")
    @ApiResponse(responseCode = "409", description = "The job has already ended")
    @ApiResponse(responseCode = "413", description = "The body is larger than 64 KiB")
    @ApiResponse(responseCode = "415", description = "The body is of another media type")
    @ApiResponse(responseCode = "422", description = "There is no priority in it, or none from 1 to 10")
    JobAnswer change(@PathVariable("jobId") String jobId, HttpServletRequest request) throws IOException {
        JsonFields fields = JsonFields.of(request);
        Integer priority =
                fields.number("priority", SubmissionLimits.FIRST_PRIORITY, SubmissionLimits.LAST_PRIORITY);
        if (!fields.has("priority")) {
            fields.fault("priority", "is missing");
        }
        fields.throwIfAny();
        if (priority == null) {
            throw new IllegalStateException("A fault was not told");
        }
        return answer(jobId, controls.prioritise(jobId, priority));
    }

    private static JobAnswer answer(String jobId, SteerAnswer answer) {
        return switch (answer) {
            case SteerAnswer.Steered(Job job) -> JobAnswer.of(job);
            case SteerAnswer.AlreadyEnded(Job job) ->
                throw new Problem(HttpStatus.CONFLICT, "Job has already ended: %s".formatted(job.status()))
                        .with("job_id", jobId);
            case SteerAnswer.Unknown() -> throw Problem.unknownJob(jobId);
        };
    }

    /** The body of a change, as the API's document shows it. */
    @Schema(name = "JobChange")
    record JobChange(
            @JsonProperty(value = "priority", required = true)
            @Schema(
                    description = "1-3 high, 4-7 medium, 8-10 low",
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    minimum = "" + SubmissionLimits.FIRST_PRIORITY,
                    maximum = "" + SubmissionLimits.LAST_PRIORITY)
            int priority) {}
}

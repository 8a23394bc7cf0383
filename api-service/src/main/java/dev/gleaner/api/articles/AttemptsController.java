package dev.gleaner.api.articles;

import dev.gleaner.api.web.problem.Problem;
import dev.gleaner.job.Jobs;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /jobs/{job_id}/articles/{article_id}/attempts}. */
@RestController
@Tag(name = "Jobs")
class AttemptsController {
    private final Jobs jobs;
    private final Attempts attempts;

    AttemptsController(Jobs jobs, Attempts attempts) {
        this.jobs = jobs;
        this.attempts = attempts;
    }

    @GetMapping({"/jobs/{jobId}/articles/{articleId}/attempts", "/jobs/{jobId}/articles/{articleId}/attempts/"})
    @Operation(
            operationId = "listAttempts",
            summary = "Each attempt at an article of a job",
            description =
                    "Of the job's last run; none for what was stored already. While it is open those of other jobs that "
                            + "wait for the same article are among them: it is fetched once for all.")
    @ApiResponse(responseCode = "200", description = "The attempts")
    @ApiResponse(responseCode = "404", description = "There is no such job, or the article is none of its")
    AttemptsAnswer list(@PathVariable("jobId") String jobId, @PathVariable("articleId") String articleId) {
        Jobs.Detail detail = jobs.detail(jobId).orElseThrow(() -> Problem.unknownJob(jobId));
        return attempts.of(detail, articleId)
                .orElseThrow(() -> new Problem(HttpStatus.NOT_FOUND, "The job has no such article")
                        .with("job_id", jobId)
                        .with("article_id", articleId));
    }
}

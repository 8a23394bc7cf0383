package dev.gleaner.results;

import dev.gleaner.job.Jobs;
import dev.gleaner.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.exc.JacksonIOException;

/** {@code GET /jobs/{job_id}/results}. */
@RestController
@Tag(name = "Results")
class ResultsController {
    private static final Logger log = LoggerFactory.getLogger(ResultsController.class);

    private final Jobs jobs;
    private final ResultsWriter writer;

    ResultsController(Jobs jobs, ResultsWriter writer) {
        this.jobs = jobs;
        this.writer = writer;
    }

    @GetMapping(
            path = {"/jobs/{jobId}/results", "/jobs/{jobId}/results/"},
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "The articles of a job and those that could not be had")
    void results(@PathVariable("jobId") String jobId, HttpServletResponse response) throws IOException {
        Jobs.Detail detail = jobs.detail(jobId).orElseThrow(() -> Problem.unknownJob(jobId));
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        try {
            writer.write(detail, response.getOutputStream());
        } catch (JacksonIOException gone) {
            log.debug("The reader of the results of {} is gone", detail.job().id(), gone);
        }
    }
}

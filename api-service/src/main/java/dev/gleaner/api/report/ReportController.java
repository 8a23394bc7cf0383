package dev.gleaner.api.report;

import dev.gleaner.api.web.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.DisconnectedClientHelper;
import tools.jackson.core.exc.JacksonIOException;

/** {@code GET /jobs/{job_id}/report}. */
@RestController
@Tag(name = "Results")
class ReportController {
    private static final Logger log = LoggerFactory.getLogger(ReportController.class);

    private final Reports reports;

    ReportController(Reports reports) {
        this.reports = reports;
    }

    @GetMapping({"/jobs/{jobId}/report", "/jobs/{jobId}/report/"})
    @Operation(
            operationId = "getReport",
            summary = "What a job brought, in short",
            description =
                    "How each article came or failed, what it took, and the sums; of a job that is under way, what is known "
                            + "so far. Streamed in order of submission, however many articles there are.")
    @ApiResponse(
            responseCode = "200",
            description = "The report of the newest run",
            content = {
                @Content(mediaType = "application/json", schema = @Schema(implementation = ReportDocument.class)),
                @Content(
                        mediaType = "text/plain",
                        schema = @Schema(type = "string", description = "the same for people"))
            })
    void report(
            @PathVariable("jobId") String jobId,
            @RequestParam(name = "format", required = false)
                    @Parameter(
                            description = "the form of the answer",
                            schema =
                                    @Schema(
                                            type = "string",
                                            defaultValue = "json",
                                            allowableValues = {"json", "text"}))
                    @Nullable
                    String format,
            HttpServletResponse response)
            throws IOException {
        ReportFormat chosen = format == null
                ? ReportFormat.JSON
                : ReportFormat.of(format)
                        .orElseThrow(
                                () -> new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "format must be json or text"));
        Reports.Subject subject = reports.subject(jobId).orElseThrow(() -> Problem.unknownJob(jobId));
        response.setContentType(chosen.mediaType());
        try {
            reports.write(subject, chosen, response.getOutputStream());
        } catch (JacksonIOException | UncheckedIOException gone) {
            if (gone instanceof JacksonIOException || DisconnectedClientHelper.isClientDisconnectedException(gone)) {
                log.debug("The reader of the report of {} is gone", jobId, gone);
            } else {
                throw gone;
            }
        }
    }
}

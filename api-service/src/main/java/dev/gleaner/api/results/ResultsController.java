package dev.gleaner.api.results;

import dev.gleaner.api.web.paging.Slice;
import dev.gleaner.api.web.problem.Problem;
import dev.gleaner.job.Job;
import dev.gleaner.job.Jobs;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.DisconnectedClientHelper;
import tools.jackson.core.exc.JacksonIOException;

/** {@code GET /jobs/{job_id}/results}. */
@RestController
@Tag(name = "Results")
class ResultsController {
    private static final Logger log = LoggerFactory.getLogger(ResultsController.class);

    private final Jobs jobs;
    private final ResultRows rows;

    ResultsController(Jobs jobs, ResultRows rows) {
        this.jobs = jobs;
        this.rows = rows;
    }

    @GetMapping({"/jobs/{jobId}/results", "/jobs/{jobId}/results/"})
    @Operation(
            operationId = "getResults",
            summary = "The articles of a job and those that failed",
            description =
                    "Streamed in order of submission, however many they are. The numbers are those of the whole job; with "
                            + "limit the lists hold what ended of so many submitted articles, and the Link header leads to the next.")
    @ApiResponse(
            responseCode = "200",
            description = "What has ended so far",
            headers =
                    @Header(
                            name = HttpHeaders.LINK,
                            description = "To the next page, rel=next, if there is one",
                            schema = @Schema(type = "string")),
            content = {
                @Content(mediaType = "application/json", schema = @Schema(implementation = ResultsDocument.class)),
                @Content(
                        mediaType = "application/x-ndjson",
                        schema = @Schema(type = "string", description = "one JSON object on each line, with a status")),
                @Content(
                        mediaType = "text/csv",
                        schema = @Schema(type = "string", description = "a table with a head, RFC 4180")),
                @Content(
                        mediaType = "text/markdown",
                        schema = @Schema(type = "string", description = "the articles one after the other"))
            })
    void results(
            @PathVariable("jobId") String jobId,
            @RequestParam(name = "format", required = false)
                    @Parameter(
                            description = "the form of the answer; without it, what the Accept header says",
                            schema =
                                    @Schema(
                                            type = "string",
                                            allowableValues = {"json", "ndjson", "csv", "markdown"}))
                    @Nullable
                    String format,
            @RequestParam(name = "limit", required = false)
                    @Parameter(description = "submitted articles of one page; without it, all")
                    @Schema(minimum = "1", maximum = "1000")
                    @Nullable
                    Integer limit,
            @RequestParam(name = "cursor", required = false)
                    @Parameter(
                            description = "where the page begins: next_cursor of the page before",
                            schema = @Schema(type = "string", pattern = "^p[0-9a-z]{1,5}$"))
                    @Nullable
                    String cursor,
            @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Parameter(hidden = true) @Nullable
                    String accept,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Format chosen = Format.of(format, accept);
        Slice slice = Slice.of(cursor, limit, Integer.MAX_VALUE);
        Jobs.Detail detail = jobs.detail(jobId).orElseThrow(() -> Problem.unknownJob(jobId));
        Job job = detail.job();
        Optional<String> next = slice.next(job.total());
        response.setContentType(chosen.mediaType());
        next.ifPresent(place -> response.setHeader(HttpHeaders.LINK, Slice.link(request, place)));
        if (chosen != Format.JSON) {
            response.setHeader(
                    HttpHeaders.CONTENT_DISPOSITION,
                    "attachment; filename=\"%s.%s\"".formatted(job.id(), chosen.extension()));
        }
        try {
            ResultsForm.Lines lines = chosen.form().begin(job, next.orElse(null), response.getOutputStream());
            rows.each(detail, slice, lines::add);
            lines.end();
        } catch (JacksonIOException | UncheckedIOException gone) {
            if (gone instanceof JacksonIOException || DisconnectedClientHelper.isClientDisconnectedException(gone)) {
                log.debug("The reader of the results of {} is gone", job.id(), gone);
            } else {
                throw gone;
            }
        }
    }
}

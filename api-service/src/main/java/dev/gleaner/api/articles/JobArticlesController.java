package dev.gleaner.api.articles;

import dev.gleaner.api.web.paging.Slice;
import dev.gleaner.api.web.problem.Problem;
import dev.gleaner.article.ErrorCode;
import dev.gleaner.job.Jobs;
import dev.gleaner.spelling.Spelling;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /jobs/{job_id}/articles} and {@code /failures}. */
@RestController
@Tag(name = "Jobs")
class JobArticlesController {
    private static final int USUAL = 100;

    private final Jobs jobs;
    private final JobArticles articles;
    private final FailureGroups failures;

    JobArticlesController(Jobs jobs, JobArticles articles, FailureGroups failures) {
        this.jobs = jobs;
        this.articles = articles;
        this.failures = failures;
    }

    @GetMapping({"/jobs/{jobId}/articles", "/jobs/{jobId}/articles/"})
    @Operation(
            operationId = "listJobArticles",
            summary = "How far each article of a job is, and why it waits",
            description = "In order of submission.")
    @ApiResponse(
            responseCode = "200",
            description = "A page of them",
            headers =
                    @Header(
                            name = HttpHeaders.LINK,
                            description = "To the next page, rel=next, if there is one",
                            schema = @Schema(type = "string")))
    ResponseEntity<JobArticlesAnswer> list(
            @PathVariable("jobId") String jobId,
            @RequestParam(name = "status", required = false)
                    @Parameter(
                            description = "only those in this state",
                            schema = @Schema(implementation = ItemStatus.class))
                    @Nullable
                    String status,
            @RequestParam(name = "code", required = false)
                    @Parameter(description = "only those that failed by this error code")
                    @Nullable
                    String code,
            @RequestParam(name = "host", required = false) @Parameter(description = "only those of this host") @Nullable
                    String host,
            @RequestParam(name = "q", required = false)
                    @Parameter(description = "only those with this in their address, source or category, in any case")
                    @Nullable
                    String text,
            @RequestParam(name = "skip", defaultValue = "0")
                    @Parameter(
                            description = "so many of those that are meant come before the page; a cursor costs less")
                    @Schema(minimum = "0")
                    int skip,
            @RequestParam(name = "limit", required = false)
                    @Schema(minimum = "1", maximum = "1000", defaultValue = "100")
                    @Nullable
                    Integer limit,
            @RequestParam(name = "cursor", required = false)
                    @Parameter(
                            description = "next_cursor of the page before",
                            schema = @Schema(type = "string", pattern = "^p[0-9a-z]{1,5}$"))
                    @Nullable
                    String cursor,
            HttpServletRequest request) {
        if (skip < 0) {
            throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "skip must not be negative, but is " + skip);
        }
        JobArticleFilter filter = new JobArticleFilter(wanted(status), code(code), lower(host), lower(text));
        Slice slice = Slice.of(cursor, limit, USUAL);
        Jobs.Detail detail = jobs.detail(jobId).orElseThrow(() -> Problem.unknownJob(jobId));
        JobArticlesAnswer page = articles.page(detail, slice, skip, filter);
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
        if (page.nextCursor() != null) {
            answer.header(HttpHeaders.LINK, Slice.link(request, page.nextCursor()));
        }
        return answer.body(page);
    }

    @GetMapping({"/jobs/{jobId}/failures", "/jobs/{jobId}/failures/"})
    @Operation(
            operationId = "listJobFailures",
            summary = "Why articles of a job failed, and what to do about it",
            description =
                    "Put together by error code, the largest group first. POST /jobs/{job_id}/retry takes the codes.")
    @ApiResponse(responseCode = "200", description = "The groups; none if nothing has failed so far")
    FailuresAnswer failures(@PathVariable("jobId") String jobId) {
        return failures.of(jobs.detail(jobId).orElseThrow(() -> Problem.unknownJob(jobId)));
    }

    private static @Nullable String lower(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip().toLowerCase(Locale.ROOT);
    }

    private static @Nullable ErrorCode code(@Nullable String text) {
        String name = lower(text);
        if (name == null) {
            return null;
        }
        ErrorCode code = ErrorCode.ofCode(name);
        if (code == ErrorCode.UNKNOWN && !name.equals(ErrorCode.UNKNOWN.code())) {
            throw new Problem(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "code must be an error code"
                            + Spelling.hint(
                                    name,
                                    Stream.of(ErrorCode.values())
                                            .map(ErrorCode::code)
                                            .toList()));
        }
        return code;
    }

    private static @Nullable ItemStatus wanted(@Nullable String status) {
        if (status == null) {
            return null;
        }
        return Arrays.stream(ItemStatus.values())
                .filter(one -> one.name().equals(status.strip().toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new Problem(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "status must be one of " + Arrays.toString(ItemStatus.values())));
    }
}

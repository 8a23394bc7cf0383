package dev.gleaner.api.submission.web;

import dev.gleaner.api.submission.Draft;
import dev.gleaner.api.submission.InvalidSubmissionException;
import dev.gleaner.api.submission.InvalidSubmissionException.Fault;
import dev.gleaner.api.submission.Previews;
import dev.gleaner.api.submission.Receipt;
import dev.gleaner.api.submission.SubmissionFailure;
import dev.gleaner.api.submission.SubmissionLimits;
import dev.gleaner.api.submission.SubmissionSettings;
import dev.gleaner.api.submission.Submissions;
import dev.gleaner.api.web.body.BodyBytes;
import dev.gleaner.api.web.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /jobs/submit}. */
@RestController
@Tag(name = "Jobs")
class SubmitController {
    private static final Pattern KEY = Pattern.compile(SubmissionLimits.IDEMPOTENCY_KEY);
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration LATER = Duration.ofSeconds(30);

    private static final String EXAMPLE = """
            {"articles": [{"url": "https://example.com/news/1", "source": "example", "category": "news", "priority": 5}]}""";

    private final SubmissionReader reader;
    private final Submissions submissions;
    private final Previews previews;
    private final int mostBytes;

    SubmitController(SubmissionReader reader, Submissions submissions, Previews previews, SubmissionSettings settings) {
        this.reader = reader;
        this.submissions = submissions;
        this.previews = previews;
        this.mostBytes = Math.toIntExact(settings.maxBody().toBytes());
    }

    @PostMapping(
            path = {"/jobs/submit", "/jobs/submit/"},
            consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "submitJob",
            summary = "Submit a list of articles",
            description =
                    "Articles that are stored already are not fetched again, unless they are older than max_age. An "
                            + "address that is refused, or given twice, refuses the whole submission; all faults are listed.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = SubmissionBody.class),
                                            examples = @ExampleObject(EXAMPLE))))
    @ApiResponse(
            responseCode = "201",
            description = "Accepted: nothing of it is lost from now on",
            headers =
                    @Header(
                            name = "Idempotency-Replayed",
                            description = "true if this is the answer to an earlier request with the same key",
                            schema = @Schema(type = "string")),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = SubmitAnswer.class)))
    @ApiResponse(
            responseCode = "200",
            description = "A dry run: what would become of it",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = PreviewAnswer.class)))
    @ApiResponse(responseCode = "400", description = "The body is not JSON")
    @ApiResponse(responseCode = "409", description = "The first request with this Idempotency-Key is still under way")
    @ApiResponse(responseCode = "413", description = "The body is larger than MAX_BODY")
    @ApiResponse(responseCode = "415", description = "The body is of another media type")
    @ApiResponse(
            responseCode = "422",
            description = "A field is wrong, an address is refused or given twice, or the Idempotency-Key stands for "
                    + "another body")
    @ApiResponse(
            responseCode = "429",
            description = "As many articles are open as QUEUE_MAX_ARTICLES allows; nothing is kept of the submission")
    @ApiResponse(
            responseCode = "502",
            description = "The list at article_list_url could not be read; another try may end better")
    ResponseEntity<?> submit(
            HttpServletRequest request,
            @RequestHeader(name = "Idempotency-Key", required = false)
                    @Parameter(
                            description = "A repeat with the same key within 24 hours gets the first answer",
                            schema = @Schema(type = "string", pattern = "^" + SubmissionLimits.IDEMPOTENCY_KEY + "$"))
                    @Nullable
                    String key,
            @RequestParam(name = "dry_run", defaultValue = "false")
                    @Parameter(description = "only tell what would become of it")
                    boolean dryRun)
            throws IOException {
        if (key != null && !KEY.matcher(key).matches()) {
            throw new Problem(
                    HttpStatus.UNPROCESSABLE_CONTENT, "Idempotency-Key must be 1 to 255 visible ASCII characters");
        }
        byte[] body = BodyBytes.read(request, mostBytes);
        try {
            SubmissionReader.SubmitRequest wanted = reader.read(body);
            return dryRun || wanted.dryRun()
                    ? ResponseEntity.ok(PreviewAnswer.of(previews.preview(wanted.draft())))
                    : accepted(submissions.submit(wanted.draft().submission(key)), wanted.draft());
        } catch (NotJsonException broken) {
            throw new Problem(HttpStatus.BAD_REQUEST, message(broken));
        } catch (InvalidSubmissionException invalid) {
            Problem problem = new Problem(HttpStatus.UNPROCESSABLE_CONTENT, message(invalid))
                    .with("errors", invalid.faults())
                    .with("error_count", invalid.count());
            throw invalid.duplicates().isEmpty() ? problem : problem.with("duplicates", invalid.duplicates());
        } catch (ListUnavailableException unlisted) {
            throw problem(unlisted);
        } catch (SubmissionFailure refused) {
            throw problem(refused);
        }
    }

    private static ResponseEntity<SubmitAnswer> accepted(Receipt receipt, Draft draft) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(HttpStatus.CREATED);
        if (receipt.replayed()) {
            answer.header("Idempotency-Replayed", "true");
        }
        return answer.body(SubmitAnswer.of(receipt, draft.notes()));
    }

    private static Problem problem(ListUnavailableException unlisted) {
        String detail = "The list of articles cannot be read: " + message(unlisted);
        return unlisted.forNow()
                ? new Problem(HttpStatus.BAD_GATEWAY, detail).retryAfter(LATER)
                : new Problem(HttpStatus.UNPROCESSABLE_CONTENT, detail)
                        .with("errors", List.of(new Fault("article_list_url", message(unlisted))))
                        .with("error_count", 1);
    }

    private static Problem problem(SubmissionFailure refused) {
        String detail = message(refused);
        return switch (refused) {
            case SubmissionFailure.KeyReused reused -> new Problem(HttpStatus.UNPROCESSABLE_CONTENT, detail);
            case SubmissionFailure.UnderWay underWay -> new Problem(HttpStatus.CONFLICT, detail).retryAfter(SOON);
            case SubmissionFailure.QueueFull full ->
                new Problem(HttpStatus.TOO_MANY_REQUESTS, detail)
                        .with("open_articles", full.open())
                        .with("queue_max_articles", full.most())
                        .retryAfter(LATER);
            case SubmissionFailure.TooSlow slow ->
                new Problem(HttpStatus.SERVICE_UNAVAILABLE, detail).retryAfter(LATER);
        };
    }

    private static String message(RuntimeException told) {
        return Objects.requireNonNull(told.getMessage());
    }
}

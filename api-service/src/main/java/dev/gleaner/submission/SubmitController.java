package dev.gleaner.submission;

import dev.gleaner.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /jobs/submit}. */
@RestController
@Tag(name = "Jobs")
class SubmitController {
    private static final Pattern KEY = Pattern.compile("[!-~]{1,255}");
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration LATER = Duration.ofSeconds(30);

    private static final String EXAMPLE = """
            {"articles": [{"url": "https://example.com/news/1", "source": "example", "category": "news", "priority": 5}]}""";

    private final SubmissionReader reader;
    private final Submissions submissions;
    private final int mostBytes;

    SubmitController(SubmissionReader reader, Submissions submissions, SubmissionLimits limits) {
        this.reader = reader;
        this.submissions = submissions;
        this.mostBytes = Math.toIntExact(limits.maxBody().toBytes());
    }

    @PostMapping(
            path = {"/jobs/submit", "/jobs/submit/"},
            consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Submit a list of articles",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            examples = @ExampleObject(EXAMPLE))))
    ResponseEntity<SubmitAnswer> submit(
            HttpServletRequest request, @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key)
            throws IOException {
        if (key != null && !KEY.matcher(key).matches()) {
            throw new Problem(
                    HttpStatus.UNPROCESSABLE_CONTENT, "Idempotency-Key must be 1 to 255 visible ASCII characters");
        }
        Submitted submitted = accept(body(request), key);
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(HttpStatus.CREATED);
        if (submitted.replayed()) {
            answer.header("Idempotency-Replayed", "true");
        }
        return answer.body(SubmitAnswer.of(submitted));
    }

    private Submitted accept(byte[] body, @Nullable String key) {
        try {
            return submissions.submit(reader.read(body, key));
        } catch (NotJsonException broken) {
            throw new Problem(HttpStatus.BAD_REQUEST, message(broken));
        } catch (InvalidSubmissionException invalid) {
            Problem problem = new Problem(HttpStatus.UNPROCESSABLE_CONTENT, message(invalid))
                    .with("errors", invalid.faults())
                    .with("error_count", invalid.count());
            throw invalid.duplicates().isEmpty() ? problem : problem.with("duplicates", invalid.duplicates());
        } catch (SubmissionFailure.KeyReused reused) {
            throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, message(reused));
        } catch (SubmissionFailure.UnderWay underWay) {
            throw new Problem(HttpStatus.CONFLICT, message(underWay)).retryAfter(SOON);
        } catch (SubmissionFailure.TooSlow slow) {
            throw new Problem(HttpStatus.SERVICE_UNAVAILABLE, message(slow)).retryAfter(LATER);
        }
    }

    /** Counted while it is read: the length that a client states is only a claim. */
    private byte[] body(HttpServletRequest request) throws IOException {
        try (InputStream in = request.getInputStream()) {
            byte[] body = in.readNBytes(mostBytes + 1);
            if (body.length > mostBytes) {
                throw new Problem(
                        HttpStatus.CONTENT_TOO_LARGE, "The body is larger than %d bytes".formatted(mostBytes));
            }
            return body;
        }
    }

    private static String message(RuntimeException told) {
        return Objects.requireNonNull(told.getMessage());
    }
}

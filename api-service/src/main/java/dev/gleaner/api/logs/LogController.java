package dev.gleaner.api.logs;

import dev.gleaner.api.web.problem.Problem;
import dev.gleaner.job.Jobs;
import dev.gleaner.scraper.CommandLogs;
import dev.gleaner.scraper.CommandLogs.State;
import dev.gleaner.scraper.CommandLogs.Stream;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.DisconnectedClientHelper;
import tools.jackson.databind.json.JsonMapper;

/** {@code GET /jobs/{job_id}/articles/{article_id}/log}. */
@RestController
@Tag(name = "Scrapers")
class LogController {
    private static final Logger log = LoggerFactory.getLogger(LogController.class);

    private static final int MOST_LINES = 100_000;
    private static final String PLAIN = "text/plain;charset=UTF-8";
    private static final Duration LATER = Duration.ofSeconds(10);

    private final Jobs jobs;
    private final CommandLogs logs;
    private final LogFollowing following;
    private final JsonMapper json;

    LogController(Jobs jobs, CommandLogs logs, LogFollowing following, JsonMapper json) {
        this.jobs = jobs;
        this.logs = logs;
        this.following = following;
        this.json = json;
    }

    @GetMapping({"/jobs/{jobId}/articles/{articleId}/log", "/jobs/{jobId}/articles/{articleId}/log/"})
    @Operation(
            operationId = "readCommandLog",
            summary = "What the last command for an article wrote",
            description =
                    "Also of a run, by its id. Plain text; with both streams a line ==> stdout <== or ==> stderr <== "
                            + "tells which one follows. With Accept: application/json how the command ended and what it took, too. "
                            + "follow=true streams the text as it comes, until the command ends, has been silent for 15 minutes, "
                            + "or was followed for an hour; tail=0 then leaves out what is there. A command may write anything, "
                            + "secrets that it was given among it: whoever may read the job may read them here.")
    @ApiResponse(
            responseCode = "200",
            description = "What is kept of it",
            content = {
                @Content(mediaType = "text/plain", schema = @Schema(type = "string")),
                @Content(mediaType = "application/json", schema = @Schema(implementation = LogAnswer.class))
            })
    @ApiResponse(
            responseCode = "404",
            description = "There is no such job, the article is not one of it, or no command ran for it")
    @ApiResponse(responseCode = "406", description = "Neither text/plain nor application/json is accepted")
    @ApiResponse(responseCode = "422", description = "stream or tail is wrong")
    @ApiResponse(responseCode = "429", description = "As many logs are followed as may be; try again")
    void read(
            @PathVariable("jobId") String jobId,
            @PathVariable("articleId") String articleId,
            @RequestParam(name = "stream", required = false)
                    @Parameter(
                            description = "what of it",
                            schema =
                                    @Schema(
                                            type = "string",
                                            allowableValues = {"stdout", "stderr", "both"},
                                            defaultValue = "both"))
                    @Nullable
                    String stream,
            @RequestParam(name = "tail", required = false)
                    @Parameter(description = "only the last lines of each stream; without it, all that is kept")
                    @Schema(minimum = "0", maximum = "" + MOST_LINES)
                    @Nullable
                    Integer tail,
            @RequestParam(name = "follow", defaultValue = "false")
                    @Parameter(description = "stream it as it comes, as plain text")
                    boolean follow,
            @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Parameter(hidden = true) @Nullable
                    String accept,
            HttpServletResponse response)
            throws IOException {
        Streams streams = streams(stream);
        int lines = lines(tail);
        if (!jobs.wants(jobId, articleId)) {
            throw jobs.find(jobId).isEmpty()
                    ? Problem.unknownJob(jobId)
                    : missing("The article is not one of this job", jobId, articleId);
        }
        State state = logs.find(articleId)
                .orElseThrow(
                        () -> missing("No command ran for this article, or its log was removed", jobId, articleId));
        if (follow) {
            follow(articleId, state, streams, lines, response);
        } else {
            show(jobId, articleId, state, streams, lines, wantsJson(accept), response);
        }
    }

    private void show(
            String jobId,
            String articleId,
            State state,
            Streams streams,
            int lines,
            boolean asJson,
            HttpServletResponse response)
            throws IOException {
        Map<Stream, byte[]> kept = new EnumMap<>(Stream.class);
        for (Stream stream : asJson ? List.of(Stream.values()) : streams.all()) {
            kept.put(stream, LogBytes.all(logs, articleId, state.began().attempt(), stream));
        }
        response.setHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        if (asJson) {
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
            response.getOutputStream()
                    .write(json.writeValueAsBytes(LogAnswer.of(jobId, articleId, state, kept, streams, lines)));
            return;
        }
        response.setContentType(PLAIN);
        LogText text = new LogText(response.getOutputStream(), streams);
        for (Map.Entry<Stream, byte[]> one : kept.entrySet()) {
            text.write(one.getKey(), one.getValue(), lines < 0 ? 0 : LogBytes.tail(one.getValue(), lines));
        }
    }

    private void follow(String articleId, State state, Streams streams, int lines, HttpServletResponse response)
            throws IOException {
        try (LogFollowing.Place _ = following.place().orElseThrow(LogController::full)) {
            response.setContentType(PLAIN);
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            // A proxy that gathers answers would hold back what comes.
            response.setHeader("X-Accel-Buffering", "no");
            response.flushBuffer();
            following.follow(
                    articleId,
                    state.began().attempt(),
                    streams,
                    lines,
                    new LogText(response.getOutputStream(), streams));
        } catch (IOException gone) {
            if (!DisconnectedClientHelper.isClientDisconnectedException(gone)) {
                throw gone;
            }
            log.debug("The reader of the log of {} is gone", articleId, gone);
        }
    }

    private static Problem full() {
        return new Problem(
                        HttpStatus.TOO_MANY_REQUESTS,
                        "%d logs are followed here, which is as many as may be; read it without follow, or try again"
                                .formatted(LogFollowing.MOST_AT_ONCE))
                .retryAfter(LATER);
    }

    private static Problem missing(String detail, String jobId, String articleId) {
        return new Problem(HttpStatus.NOT_FOUND, detail).with("job_id", jobId).with("article_id", articleId);
    }

    private static Streams streams(@Nullable String stream) {
        if (stream == null) {
            return Streams.BOTH;
        }
        return Arrays.stream(Streams.values())
                .filter(one -> one.name().equals(stream.strip().toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(
                        () -> new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "stream must be stdout, stderr or both"));
    }

    private static int lines(@Nullable Integer tail) {
        if (tail == null) {
            return -1;
        }
        if (tail < 0 || tail > MOST_LINES) {
            throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "tail must be 0 to " + MOST_LINES);
        }
        return tail;
    }

    private static boolean wantsJson(@Nullable String accept) {
        if (accept == null || accept.isBlank()) {
            return false;
        }
        List<MediaType> wanted;
        try {
            wanted = MediaType.parseMediaTypes(accept);
        } catch (InvalidMediaTypeException odd) {
            throw new Problem(HttpStatus.NOT_ACCEPTABLE, "The Accept header cannot be read");
        }
        MimeTypeUtils.sortBySpecificity(wanted);
        for (MediaType type : wanted) {
            for (MediaType ours : List.of(MediaType.TEXT_PLAIN, MediaType.APPLICATION_JSON)) {
                if (type.getQualityValue() > 0 && type.isCompatibleWith(ours)) {
                    return ours.equals(MediaType.APPLICATION_JSON);
                }
            }
        }
        throw new Problem(HttpStatus.NOT_ACCEPTABLE, "Logs are answered as text/plain or application/json");
    }
}

package dev.gleaner.api.schedules.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gleaner.api.schedules.Schedule;
import dev.gleaner.api.schedules.ScheduleFilter;
import dev.gleaner.api.schedules.Schedules;
import dev.gleaner.api.schedules.form.ScheduleWriter;
import dev.gleaner.api.web.paging.Slice;
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
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** {@code /schedules} and {@code /schedules/{id}}. */
@RestController
@Tag(name = "Schedules")
class SchedulesController {
    /** An id in a path; what stands beside ids there is none, and should not be offered as one. */
    static final String ONE = "/schedules/{scheduleId:(?!(?:status|pause|resume|export|import|apply|preview)$).+}";

    private static final int USUAL = 100;
    private static final String MERGE_PATCH = "application/merge-patch+json";

    private static final String EXAMPLE = """
            {"id": "morning-news", "trigger": {"type": "cron", "expression": "0 9 * * 1-5"}, "time_zone": "Europe/Berlin",
             "articles": [{"url": "https://example.com/news/1"}], "max_age": 3600}""";

    private final Schedules schedules;
    private final ScheduleEdits edits;
    private final RequestBodies bodies;
    private final ScheduleWriter writer;
    private final InstantSource clock;

    SchedulesController(
            Schedules schedules,
            ScheduleEdits edits,
            RequestBodies bodies,
            ScheduleWriter writer,
            InstantSource clock) {
        this.schedules = schedules;
        this.edits = edits;
        this.bodies = bodies;
        this.writer = writer;
        this.clock = clock;
    }

    @GetMapping({"/schedules", "/schedules/"})
    @Filtered
    @Operation(operationId = "listSchedules", summary = "List schedules, by their ids")
    @ApiResponse(
            responseCode = "200",
            description = "A page of them",
            headers =
                    @Header(
                            name = HttpHeaders.LINK,
                            description = "To the next page, rel=next, if there is one",
                            schema = @Schema(type = "string")),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = SchedulesAnswer.class)))
    ResponseEntity<ObjectNode> list(
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
        ScheduleFilter filter = Parameters.filter(request);
        Slice slice = Slice.of(cursor, limit, USUAL);
        long total = schedules.count(filter);
        List<Schedule> page = schedules.list(filter, slice.limit(), slice.from());
        String next = slice.next(Math.toIntExact(total)).orElse(null);
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
        if (next != null) {
            answer.header(HttpHeaders.LINK, Slice.link(request, next));
        }
        return answer.body(SchedulesAnswer.of(writer, page, total, next, clock.instant()));
    }

    @PostMapping(
            path = {"/schedules", "/schedules/"},
            consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "createSchedule",
            summary = "Create a schedule",
            description = "All that is wrong with it is named at once. A field that there is not is refused, too.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = ScheduleBody.class),
                                            examples = @ExampleObject(EXAMPLE))))
    @ApiResponse(
            responseCode = "201",
            description = "Created",
            headers = {
                @Header(name = HttpHeaders.LOCATION, description = "Where it is", schema = @Schema(type = "string")),
                @Header(name = HttpHeaders.ETAG, description = "Its revision", schema = @Schema(type = "string"))
            },
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = ScheduleAnswer.class)))
    @ApiResponse(responseCode = "409", description = "There is a schedule of this id already")
    @ApiResponse(responseCode = "413", description = "The body is larger than MAX_BODY")
    @ApiResponse(responseCode = "415", description = "The body is of another media type")
    @ApiResponse(responseCode = "422", description = "A field is wrong, or there is none of this name")
    ResponseEntity<ObjectNode> create(HttpServletRequest request) throws IOException {
        return created(edits.create(bodies.object(request)));
    }

    @GetMapping({ONE, ONE + "/"})
    @Operation(operationId = "getSchedule", summary = "A schedule, and how it stands")
    @ApiResponse(
            responseCode = "200",
            description = "The schedule; it may be sent back as it is",
            headers = @Header(name = HttpHeaders.ETAG, description = "Its revision", schema = @Schema(type = "string")),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = ScheduleAnswer.class)))
    ResponseEntity<ObjectNode> read(@PathVariable("scheduleId") String scheduleId) {
        return told(schedules.find(scheduleId).orElseThrow(() -> ScheduleProblems.unknown(scheduleId)));
    }

    @PutMapping(
            path = {ONE, ONE + "/"},
            consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "putSchedule",
            summary = "Create a schedule, or replace it",
            description =
                    "What is left out has its default. Fields that are only shown are passed over, and the mask of a secret "
                            + "keeps what is stored, so that an answer may be sent back as it is. With If-None-Match: * it only "
                            + "creates.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = ScheduleBody.class),
                                            examples = @ExampleObject(EXAMPLE))))
    @ApiResponse(
            responseCode = "200",
            description = "Replaced",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = ScheduleAnswer.class)))
    @ApiResponse(
            responseCode = "201",
            description = "Created",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = ScheduleAnswer.class)))
    @ApiResponse(responseCode = "409", description = "Others change it all the time")
    @ApiResponse(responseCode = "412", description = "It is not of the revision that If-Match names")
    @ApiResponse(responseCode = "413", description = "The body is larger than MAX_BODY")
    @ApiResponse(responseCode = "415", description = "The body is of another media type")
    @ApiResponse(responseCode = "422", description = "A field is wrong, or there is none of this name")
    @IfMatch
    ResponseEntity<ObjectNode> put(@PathVariable("scheduleId") String scheduleId, HttpServletRequest request)
            throws IOException {
        ScheduleEdits.Edited edited = edits.put(scheduleId, bodies.object(request), Preconditions.of(request));
        return edited.created() ? created(edited.schedule()) : told(edited.schedule());
    }

    @PatchMapping(
            path = {ONE, ONE + "/"},
            consumes = {MERGE_PATCH, MediaType.APPLICATION_JSON_VALUE})
    @Operation(
            operationId = "patchSchedule",
            summary = "Change some fields of a schedule",
            description =
                    "A JSON merge patch (RFC 7396): null gives a field its default. A trigger with a type is a whole one.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MERGE_PATCH,
                                            schema = @Schema(type = "object"),
                                            examples = @ExampleObject("{\"time_zone\": \"Europe/Berlin\"}"))))
    @ApiResponse(
            responseCode = "200",
            description = "Changed",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = ScheduleAnswer.class)))
    @ApiResponse(responseCode = "409", description = "Others change it all the time")
    @ApiResponse(responseCode = "412", description = "It is not of the revision that If-Match names")
    @ApiResponse(responseCode = "413", description = "The body is larger than MAX_BODY")
    @ApiResponse(responseCode = "415", description = "The body is of another media type")
    @ApiResponse(responseCode = "422", description = "A field is wrong, or there is none of this name")
    @IfMatch
    ResponseEntity<ObjectNode> patch(@PathVariable("scheduleId") String scheduleId, HttpServletRequest request)
            throws IOException {
        return told(edits.patch(scheduleId, bodies.object(request), Preconditions.of(request)));
    }

    @DeleteMapping({ONE, ONE + "/"})
    @Operation(
            operationId = "deleteSchedule",
            summary = "Remove a schedule with its history",
            description = "Its jobs stay, and open ones go on.")
    @ApiResponse(responseCode = "200", description = "Removed")
    @ApiResponse(responseCode = "412", description = "It is not of the revision that If-Match names")
    @IfMatch
    DeletedAnswer delete(@PathVariable("scheduleId") String scheduleId, HttpServletRequest request) {
        Preconditions conditions = Preconditions.of(request);
        Long revision = null;
        if (!conditions.isEmpty()) {
            Schedule stored = schedules.find(scheduleId).orElseThrow(() -> ScheduleProblems.unknown(scheduleId));
            conditions.require(scheduleId, java.util.Optional.of(stored));
            revision = stored.revision();
        }
        return switch (schedules.delete(scheduleId, revision)) {
            case Schedules.Changed gone -> new DeletedAnswer(scheduleId, "Schedule removed. Its jobs stay.");
            case Schedules.Stale stale -> throw ScheduleProblems.stale(scheduleId, stale.revision());
            case Schedules.Unknown unknown -> throw ScheduleProblems.unknown(scheduleId);
        };
    }

    private ResponseEntity<ObjectNode> created(Schedule schedule) {
        return ResponseEntity.status(HttpStatus.CREATED)
                .location(URI.create("/schedules/" + schedule.spec().id()))
                .eTag(Preconditions.tag(schedule))
                .body(ScheduleAnswer.of(writer, schedule, clock.instant()));
    }

    private ResponseEntity<ObjectNode> told(Schedule schedule) {
        return ResponseEntity.ok()
                .eTag(Preconditions.tag(schedule))
                .body(ScheduleAnswer.of(writer, schedule, clock.instant()));
    }

    /** The answer to a removal. */
    @Schema(name = "ScheduleRemoved")
    record DeletedAnswer(
            @JsonProperty("schedule_id") @Schema(example = "morning-news")
            String scheduleId,

            @JsonProperty("message") String message) {}
}

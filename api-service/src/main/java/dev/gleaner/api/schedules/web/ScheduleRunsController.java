package dev.gleaner.api.schedules.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gleaner.api.schedules.Occurrence;
import dev.gleaner.api.schedules.OccurrenceOutcome;
import dev.gleaner.api.schedules.ScheduleRuns;
import dev.gleaner.api.schedules.Schedules;
import dev.gleaner.api.web.paging.Slice;
import dev.gleaner.api.web.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Runs of one schedule: those that were, and those that somebody asks for. */
@RestController
@Tag(name = "Schedules")
class ScheduleRunsController {
    private static final String ONE = SchedulesController.ONE;
    private static final int USUAL = 100;

    private final Schedules schedules;
    private final ScheduleRuns runs;
    private final RequestBodies bodies;
    private final InstantSource clock;

    ScheduleRunsController(Schedules schedules, ScheduleRuns runs, RequestBodies bodies, InstantSource clock) {
        this.schedules = schedules;
        this.runs = runs;
        this.bodies = bodies;
        this.clock = clock;
    }

    @PostMapping({ONE + "/run", ONE + "/run/"})
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            operationId = "runSchedule",
            summary = "Run a schedule now",
            description =
                    "Whether it is enabled, paused or running, as an occurrence of its own; its next run is as before.")
    @ApiResponse(responseCode = "201", description = "The job is there")
    @ApiResponse(responseCode = "409", description = "Its work could not be made a job; the detail says why")
    RunAnswer run(@PathVariable("scheduleId") String scheduleId) {
        Occurrence run = runs.now(scheduleId).orElseThrow(() -> ScheduleProblems.unknown(scheduleId));
        if (run.jobId() == null || run.outcome() != OccurrenceOutcome.FIRED) {
            throw new Problem(HttpStatus.CONFLICT, "The schedule could not be run: " + run.reason())
                    .with("schedule_id", scheduleId)
                    .with("occurrence_id", run.id())
                    .with("outcome", run.outcome());
        }
        return new RunAnswer(scheduleId, run.jobId(), OccurrenceAnswer.of(run));
    }

    @GetMapping({ONE + "/history", ONE + "/history/"})
    @Operation(
            operationId = "listOccurrences",
            summary = "What was decided of the times that a schedule was due, and why",
            description = "Newest first.")
    @ApiResponse(responseCode = "200", description = "A page of them")
    OccurrenceAnswer.Page history(
            @PathVariable("scheduleId") String scheduleId,
            @RequestParam(name = "outcome", required = false)
                    @Parameter(
                            description = "only those of which this was decided, in any case",
                            schema = @Schema(implementation = OccurrenceOutcome.class))
                    @Nullable
                    String outcome,
            @RequestParam(name = "from", required = false)
                    @Parameter(description = "only those due then or later")
                    @Schema(
                            type = "string",
                            format = "date-time",
                            pattern = Parameters.TIME,
                            example = "2026-01-31T12:00:00Z")
                    @Nullable
                    String from,
            @RequestParam(name = "to", required = false)
                    @Parameter(description = "only those due before")
                    @Schema(
                            type = "string",
                            format = "date-time",
                            pattern = Parameters.TIME,
                            example = "2026-02-01T00:00:00Z")
                    @Nullable
                    String to,
            @RequestParam(name = "limit", required = false)
                    @Schema(minimum = "1", maximum = "1000", defaultValue = "100")
                    @Nullable
                    Integer limit,
            @RequestParam(name = "cursor", required = false)
                    @Parameter(
                            description = "next_cursor of the page before",
                            schema = @Schema(type = "string", pattern = "^p[0-9a-z]{1,5}$"))
                    @Nullable
                    String cursor) {
        OccurrenceOutcome wanted = Parameters.choice("outcome", outcome, OccurrenceOutcome.class);
        Instant first = Parameters.time("from", from);
        Instant last = Parameters.time("to", to);
        Slice slice = Slice.of(cursor, limit, USUAL);
        requireKnown(scheduleId);
        // One more than is shown tells whether there is another page.
        List<Occurrence> page = schedules.history(scheduleId, wanted, first, last, slice.limit() + 1, slice.from());
        boolean more = page.size() > slice.limit();
        return new OccurrenceAnswer.Page(
                scheduleId,
                page.stream().limit(slice.limit()).map(OccurrenceAnswer::of).toList(),
                more ? Slice.cursor(slice.from() + slice.limit()) : null);
    }

    @PostMapping({ONE + "/backfill", ONE + "/backfill/"})
    @Operation(
            operationId = "backfillSchedule",
            summary = "Run the times of a past range that have not run",
            description =
                    "A dry run unless dry_run is false. They run one after the other, within what the overlap allows.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = BackfillBody.class),
                                            examples =
                                                    @ExampleObject(
                                                            "{\"from\": \"2026-01-01T00:00:00Z\", \"to\": \"2026-01-08T00:00:00Z\"}"))))
    @ApiResponse(responseCode = "200", description = "The times that run, or would")
    @ApiResponse(responseCode = "413", description = "The body is larger than MAX_BODY")
    @ApiResponse(responseCode = "422", description = "A field is wrong, or the range is not over")
    BackfillAnswer backfill(@PathVariable("scheduleId") String scheduleId, HttpServletRequest request)
            throws IOException {
        ObjectNode body = bodies.optional(request, Set.of("from", "to", "dry_run"));
        Instant from = required("from", body);
        Instant to = required("to", body);
        if (!from.isBefore(to)) {
            throw ScheduleProblems.parameter("from must be before to");
        }
        if (to.isAfter(clock.instant())) {
            throw ScheduleProblems.parameter("to must not be in the future: what is due then runs by itself");
        }
        JsonNode dry = body.path("dry_run");
        if (!dry.isMissingNode() && !dry.isNull() && !dry.isBoolean()) {
            throw ScheduleProblems.parameter("dry_run must be true or false");
        }
        boolean dryRun = dry.asBoolean(true);
        List<Instant> times =
                runs.backfill(scheduleId, from, to, dryRun).orElseThrow(() -> ScheduleProblems.unknown(scheduleId));
        return new BackfillAnswer(scheduleId, dryRun, times.size(), times);
    }

    private static Instant required(String name, ObjectNode body) {
        JsonNode node = body.path(name);
        Instant time = Parameters.time(name, node.isString() ? node.asString() : "");
        return java.util.Objects.requireNonNull(time);
    }

    private void requireKnown(String scheduleId) {
        if (schedules.find(scheduleId).isEmpty()) {
            throw ScheduleProblems.unknown(scheduleId);
        }
    }

    /** The answer to a run. */
    @Schema(name = "ScheduleRun")
    record RunAnswer(
            @JsonProperty("schedule_id") @Schema(example = "morning-news")
            String scheduleId,

            @JsonProperty("job_id") @Schema(example = "job_1f0c3a5b7d9e")
            String jobId,

            @JsonProperty("occurrence") OccurrenceAnswer occurrence) {}

    /** What a backfill is asked with. */
    @Schema(name = "BackfillRange")
    record BackfillBody(
            @JsonProperty("from") @Schema(description = "the first time that counts")
            Instant from,

            @JsonProperty("to") @Schema(description = "the last one; not in the future")
            Instant to,

            @JsonProperty("dry_run") @Schema(description = "only tell which", defaultValue = "true") @Nullable
            Boolean dryRun) {}

    /** The answer to a backfill. */
    @Schema(name = "Backfill")
    record BackfillAnswer(
            @JsonProperty("schedule_id") String scheduleId,
            @JsonProperty("dry_run") boolean dryRun,
            @JsonProperty("count") int count,
            @JsonProperty("times") List<Instant> times) {}
}

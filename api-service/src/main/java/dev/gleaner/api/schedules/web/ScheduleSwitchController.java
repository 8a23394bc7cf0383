package dev.gleaner.api.schedules.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gleaner.api.schedules.Schedules;
import dev.gleaner.api.schedules.form.ScheduleReader;
import dev.gleaner.api.schedules.form.ScheduleWriter;
import io.swagger.v3.oas.annotations.Operation;
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
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Switches one schedule on and off, or all of them, and says how they stand as a whole. */
@RestController
@Tag(name = "Schedules")
class ScheduleSwitchController {
    private static final String ONE = SchedulesController.ONE;
    private static final String NOTE = "{\"note\": \"The site is down until Monday\"}";

    private final Schedules schedules;
    private final Notes notes;
    private final SchedulerState state;
    private final ScheduleWriter writer;
    private final InstantSource clock;

    ScheduleSwitchController(
            Schedules schedules,
            RequestBodies bodies,
            SchedulerState state,
            ScheduleWriter writer,
            InstantSource clock) {
        this.schedules = schedules;
        this.notes = new Notes(bodies, ScheduleReader.LONGEST_NOTE);
        this.state = state;
        this.writer = writer;
        this.clock = clock;
    }

    @PostMapping({ONE + "/enable", ONE + "/enable/"})
    @Operation(
            operationId = "enableSchedule",
            summary = "Enable a schedule",
            description = "It runs again from its next time on; what was due meanwhile is not made up for.",
            requestBody =
                    @RequestBody(
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = NoteBody.class),
                                            examples = @ExampleObject(NOTE))))
    @ApiResponse(
            responseCode = "200",
            description = "The schedule as it stands now",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = ScheduleAnswer.class)))
    @ApiResponse(responseCode = "413", description = "The body is larger than MAX_BODY")
    @ApiResponse(responseCode = "422", description = "The note is no text")
    ResponseEntity<ObjectNode> enable(@PathVariable("scheduleId") String scheduleId, HttpServletRequest request)
            throws IOException {
        return switched(scheduleId, true, notes.of(request));
    }

    @PostMapping({ONE + "/disable", ONE + "/disable/"})
    @Operation(
            operationId = "disableSchedule",
            summary = "Disable a schedule",
            description = "Open jobs of it go on. The note is shown with it.",
            requestBody =
                    @RequestBody(
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = NoteBody.class),
                                            examples = @ExampleObject(NOTE))))
    @ApiResponse(
            responseCode = "200",
            description = "The schedule as it stands now",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = ScheduleAnswer.class)))
    @ApiResponse(responseCode = "413", description = "The body is larger than MAX_BODY")
    @ApiResponse(responseCode = "422", description = "The note is no text")
    ResponseEntity<ObjectNode> disable(@PathVariable("scheduleId") String scheduleId, HttpServletRequest request)
            throws IOException {
        return switched(scheduleId, false, notes.of(request));
    }

    @PostMapping({"/schedules/pause", "/schedules/pause/"})
    @Operation(
            operationId = "pauseSchedules",
            summary = "Pause all schedules",
            description = "What is due meanwhile is noted as SKIPPED_PAUSED. Each can still be run by hand.",
            requestBody =
                    @RequestBody(
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = NoteBody.class),
                                            examples = @ExampleObject(NOTE))))
    @ApiResponse(responseCode = "200", description = "How they stand now")
    @ApiResponse(responseCode = "413", description = "The body is larger than MAX_BODY")
    @ApiResponse(responseCode = "422", description = "The note is no text")
    StatusAnswer pause(HttpServletRequest request) throws IOException {
        schedules.pause(true, notes.of(request));
        return status();
    }

    @PostMapping({"/schedules/resume", "/schedules/resume/"})
    @Operation(operationId = "resumeSchedules", summary = "End the pause of all schedules")
    @ApiResponse(responseCode = "200", description = "How they stand now")
    StatusAnswer resume() {
        schedules.pause(false, null);
        return status();
    }

    @GetMapping({"/schedules/status", "/schedules/status/"})
    @Operation(operationId = "getSchedulerStatus", summary = "How the schedules stand as a whole")
    @ApiResponse(responseCode = "200", description = "Their numbers, and what is due next")
    StatusAnswer status() {
        Schedules.Pause pause = schedules.pause();
        Schedules.Overview all = schedules.overview(clock.instant());
        return new StatusAnswer(
                state.running(),
                pause.paused(),
                pause.note(),
                pause.since(),
                all.total(),
                all.enabled(),
                all.disabled(),
                all.due(),
                all.nextDue(),
                state.zone().getId(),
                "mongodb",
                all.withoutNextRun());
    }

    private ResponseEntity<ObjectNode> switched(String id, boolean enabled, @Nullable String note) {
        return switch (schedules.enable(id, enabled, note)) {
            case Schedules.Changed(var schedule) ->
                ResponseEntity.ok()
                        .eTag(Preconditions.tag(schedule))
                        .body(ScheduleAnswer.of(writer, schedule, clock.instant()));
            case Schedules.Stale stale -> throw ScheduleProblems.stale(id, stale.revision());
            case Schedules.Unknown unknown -> throw ScheduleProblems.unknown(id);
        };
    }

    /** What may be said to a switch. */
    @Schema(name = "Note")
    record NoteBody(
            @JsonProperty("note") @Schema(description = "why", maxLength = ScheduleReader.LONGEST_NOTE) @Nullable
            String note) {}

    /** All schedules in numbers. */
    @Schema(name = "SchedulerStatus")
    record StatusAnswer(
            @JsonProperty("running") @Schema(description = "whether this process runs schedules (SCHEDULER)")
            boolean running,

            @JsonProperty("paused") @Schema(description = "whether all are")
            boolean paused,

            @JsonProperty("note") @Schema(description = "why they are paused") @Nullable
            String note,

            @JsonProperty("paused_since") @Nullable Instant pausedSince,
            @JsonProperty("total") long total,
            @JsonProperty("enabled") long enabled,
            @JsonProperty("disabled") long disabled,

            @JsonProperty("pending_runs") @Schema(description = "runs that are due and not decided yet")
            long pendingRuns,

            @JsonProperty("next_due") @Nullable Instant nextDue,

            @JsonProperty("time_zone") @Schema(description = "of schedules that name none", example = "UTC")
            String timeZone,

            @JsonProperty("store") @Schema(description = "what keeps them", example = "mongodb")
            String store,

            @JsonProperty("without_next_run")
            @Schema(description = "ids of the enabled ones that will not run any more")
            List<String> withoutNextRun) {}
}

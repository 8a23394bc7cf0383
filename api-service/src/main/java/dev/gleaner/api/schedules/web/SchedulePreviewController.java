package dev.gleaner.api.schedules.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gleaner.api.schedules.BoundedTimes;
import dev.gleaner.api.schedules.ScheduleSpec;
import dev.gleaner.api.schedules.Schedules;
import dev.gleaner.api.schedules.form.InvalidScheduleException;
import dev.gleaner.api.schedules.form.ScheduleReader;
import dev.gleaner.api.schedules.preview.SchedulePreview;
import dev.gleaner.api.schedules.preview.Warnings;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** When a schedule will be due, whether there is one yet or not. */
@RestController
@Tag(name = "Schedules")
class SchedulePreviewController {
    private static final String ONE = SchedulesController.ONE;
    private static final int USUAL = 5;
    private static final int MOST = 1000;

    private final Schedules schedules;
    private final ScheduleReader reader;
    private final RequestBodies bodies;
    private final InstantSource clock;

    SchedulePreviewController(Schedules schedules, ScheduleReader reader, RequestBodies bodies, InstantSource clock) {
        this.schedules = schedules;
        this.reader = reader;
        this.bodies = bodies;
        this.clock = clock;
    }

    @GetMapping({ONE + "/preview", ONE + "/preview/"})
    @Ranged
    @Operation(operationId = "previewSchedule", summary = "When a schedule is due, and was")
    @ApiResponse(responseCode = "200", description = "Its times, without jitter")
    PreviewAnswer stored(@PathVariable("scheduleId") String scheduleId, HttpServletRequest request) {
        SchedulePreview.Asked asked = range(request);
        ScheduleSpec spec = schedules
                .find(scheduleId)
                .orElseThrow(() -> ScheduleProblems.unknown(scheduleId))
                .spec();
        return answer(BoundedTimes.of(spec), asked, Warnings.of(spec, clock.instant()));
    }

    @PostMapping(
            path = {"/schedules/preview", "/schedules/preview/"},
            consumes = MediaType.APPLICATION_JSON_VALUE)
    @Ranged
    @Operation(
            operationId = "previewTrigger",
            summary = "When a trigger or a whole schedule would be due",
            description = "Only its trigger, time_zone, start_at, end_at are looked at; nothing is stored.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = ScheduleBody.class),
                                            examples =
                                                    @ExampleObject(
                                                            "{\"trigger\": \"0 9 * * 1-5\", \"time_zone\": \"Europe/Berlin\"}"))))
    @ApiResponse(responseCode = "200", description = "Its times, without jitter")
    @ApiResponse(responseCode = "413", description = "The body is larger than MAX_BODY")
    @ApiResponse(responseCode = "415", description = "The body is of another media type")
    @ApiResponse(responseCode = "422", description = "A field is wrong, or there is none of this name")
    PreviewAnswer given(HttpServletRequest request) throws IOException {
        SchedulePreview.Asked wanted = range(request);
        try {
            ScheduleReader.Times times = reader.times(bodies.object(request));
            BoundedTimes due = new BoundedTimes(times.trigger(), times.zone(), times.start(), times.end());
            List<String> warnings =
                    due.next(clock.instant()).isPresent() ? List.of() : List.of("nothing will be due any more");
            return answer(due, wanted, warnings);
        } catch (InvalidScheduleException invalid) {
            throw ScheduleProblems.invalid(invalid);
        }
    }

    private SchedulePreview.Asked range(HttpServletRequest request) {
        Instant from =
                Objects.requireNonNullElse(Parameters.time("from", request.getParameter("from")), clock.instant());
        Instant to = Parameters.time("to", request.getParameter("to"));
        if (to != null && to.isBefore(from)) {
            throw ScheduleProblems.parameter("to must not be before from");
        }
        return new SchedulePreview.Asked(
                from,
                to,
                Parameters.whole("count", request, 1, MOST, to == null ? USUAL : MOST),
                Parameters.whole("previous", request, 0, MOST, 0));
    }

    private static PreviewAnswer answer(BoundedTimes due, SchedulePreview.Asked asked, List<String> warnings) {
        SchedulePreview preview = SchedulePreview.of(due, asked);
        Duration gap = preview.shortestGap();
        return new PreviewAnswer(
                preview.words(),
                preview.zone().getId(),
                times(preview.next(), preview.zone()),
                times(preview.previous(), preview.zone()),
                preview.notes(),
                gap == null ? null : gap.toSeconds(),
                warnings);
    }

    private static List<Time> times(List<Instant> instants, ZoneId zone) {
        return instants.stream()
                .map(at -> new Time(at, DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at.atZone(zone))))
                .toList();
    }

    /** The answer to a preview. */
    @Schema(name = "SchedulePreview")
    record PreviewAnswer(
            @JsonProperty("words") @Schema(example = "At 09:00 on Monday to Friday")
            String words,

            @JsonProperty("time_zone") @Schema(example = "Europe/Berlin")
            String timeZone,

            @JsonProperty("next") List<Time> next,

            @JsonProperty("previous") @Schema(description = "in order, the last is the latest")
            List<Time> previous,

            @JsonProperty("notes") @Schema(description = "what changes of the clocks do to it")
            List<String> notes,

            @JsonProperty("shortest_gap")
            @Schema(description = "seconds between two of its times", example = "86400")
            @Nullable
            Long shortestGap,

            @JsonProperty("warnings") List<String> warnings) {}

    /** One time. */
    @Schema(name = "DueTime")
    record Time(
            @JsonProperty("at") Instant at,

            @JsonProperty("local") @Schema(description = "in the time zone", example = "2026-01-30T09:00:00+01:00")
            String local) {}
}

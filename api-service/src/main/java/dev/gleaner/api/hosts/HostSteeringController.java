package dev.gleaner.api.hosts;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gleaner.api.web.body.JsonFields;
import dev.gleaner.api.web.problem.Problem;
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
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /hosts/{host}/pause} and {@code PATCH /hosts/{host}}. */
@RestController
@Tag(name = "Hosts")
class HostSteeringController {
    private static final int LONGEST_NOTE = 500;
    private static final int LONGEST_PAUSE_SECONDS = 366 * 86_400;
    private static final int LONGEST_DELAY_MS = 3_600_000;
    private static final int MOST_AT_ONCE = 1_000;
    private static final Pattern NAME =
            Pattern.compile("[a-z0-9._-]{1,253}(:\\d{1,5})?|\\[[0-9a-f:.]{2,45}](:\\d{1,5})?");

    private final HostControl control;
    private final InstantSource clock;

    HostSteeringController(HostControl control, InstantSource clock) {
        this.control = control;
        this.clock = clock;
    }

    @PostMapping({"/hosts/{host}/pause", "/hosts/{host}/pause/"})
    @Operation(
            operationId = "pauseHost",
            summary = "Pause a host",
            description =
                    "Nothing more of it is handed out, in the whole fleet, until the time given or until it is resumed; what "
                            + "runs ends. It may be a host that nothing is known of yet. The pause outlives a restart of "
                            + "everything.",
            requestBody =
                    @RequestBody(
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = HostPause.class),
                                            examples = @ExampleObject("{\"note\": \"it moves\", \"seconds\": 3600}"))))
    @ApiResponse(responseCode = "200", description = "The host as it stands now")
    @ApiResponse(responseCode = "400", description = "The body is not JSON")
    @ApiResponse(responseCode = "413", description = "The body is larger than 64 KiB")
    @ApiResponse(responseCode = "415", description = "The body is of another media type")
    @ApiResponse(responseCode = "422", description = "A field has no value that it can have, or the host no name")
    HostAnswer pause(@PathVariable("host") String host, HttpServletRequest request) throws IOException {
        String name = checked(host);
        if (request.getContentLengthLong() == 0) {
            control.pause(name, null, null);
            return control.told(name);
        }
        JsonFields fields = JsonFields.of(request);
        String note = fields.text("note", LONGEST_NOTE);
        Instant until = fields.time("until");
        Integer seconds = fields.number("seconds", 1, LONGEST_PAUSE_SECONDS);
        if (until != null && !until.isAfter(clock.instant())) {
            fields.fault("until", "is over already");
        }
        if (fields.has("until") && fields.has("seconds")) {
            fields.fault("seconds", "cannot be given together with until");
        }
        fields.throwIfAny();
        control.pause(name, seconds == null ? until : clock.instant().plusSeconds(seconds), note);
        return control.told(name);
    }

    @PatchMapping(
            path = {"/hosts/{host}", "/hosts/{host}/"},
            consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "limitHost",
            summary = "Give a host limits of its own",
            description =
                    "They stand in the place of the fleet's and of those that jobs ask for, in both directions; what robots.txt "
                            + "asks for, and a host that is slowed because it complains, stay as they are. Null takes a "
                            + "limit away; one that is left out stays.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = HostChange.class),
                                            examples =
                                                    @ExampleObject("{\"delay_ms\": 500, \"max_concurrent\": null}"))))
    @ApiResponse(responseCode = "200", description = "The host as it stands now")
    @ApiResponse(responseCode = "400", description = "The body is not JSON")
    @ApiResponse(responseCode = "413", description = "The body is larger than 64 KiB")
    @ApiResponse(responseCode = "415", description = "The body is of another media type")
    @ApiResponse(responseCode = "422", description = "Neither limit is in it, or one has no value that it can have")
    HostAnswer limit(@PathVariable("host") String host, HttpServletRequest request) throws IOException {
        String name = checked(host);
        JsonFields fields = JsonFields.of(request);
        Integer delay = fields.number("delay_ms", 0, LONGEST_DELAY_MS);
        Integer most = fields.number("max_concurrent", 1, MOST_AT_ONCE);
        boolean ofDelay = fields.has("delay_ms") || fields.isNull("delay_ms");
        boolean ofMost = fields.has("max_concurrent") || fields.isNull("max_concurrent");
        if (!ofDelay && !ofMost) {
            fields.fault("$", "needs delay_ms or max_concurrent");
        }
        fields.throwIfAny();
        control.order(name, order -> {
            var changed = ofDelay ? order.withDelay(delay == null ? null : Duration.ofMillis(delay)) : order;
            return ofMost ? changed.withMostAtOnce(most) : changed;
        });
        return control.told(name);
    }

    private static String checked(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (!NAME.matcher(name).matches()) {
            throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "This is no name of a host, with or without a port")
                    .with("host", name);
        }
        return name;
    }

    /** The body of a pause, as the API's document shows it. */
    @Schema(name = "HostPause")
    record HostPause(
            @JsonProperty("note") @Schema(maxLength = LONGEST_NOTE, description = "why, for others") @Nullable
            String note,

            @JsonProperty("until") @Schema(description = "when it ends by itself") @Nullable
            Instant until,

            @JsonProperty("seconds") @Schema(minimum = "1", description = "the same, from now on") @Nullable
            Integer seconds) {}

    /** The body of a change, as the API's document shows it. */
    @Schema(name = "HostChange")
    record HostChange(
            @JsonProperty("delay_ms")
            @Schema(minimum = "0", maximum = "3600000", description = "least time between two starts")
            @Nullable
            Integer delayMs,

            @JsonProperty("max_concurrent")
            @Schema(minimum = "1", maximum = "1000", description = "fetches at a time")
            @Nullable
            Integer maxConcurrent) {}
}

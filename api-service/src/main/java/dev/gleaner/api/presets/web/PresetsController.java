package dev.gleaner.api.presets.web;

import dev.gleaner.api.presets.Preset;
import dev.gleaner.api.presets.PresetKeeper;
import dev.gleaner.api.presets.Presets;
import dev.gleaner.api.submission.InvalidSubmissionException;
import dev.gleaner.api.submission.InvalidSubmissionException.Fault;
import dev.gleaner.api.submission.SubmissionSettings;
import dev.gleaner.api.submission.web.NotJsonException;
import dev.gleaner.api.submission.web.SubmissionReader;
import dev.gleaner.api.web.body.BodyBytes;
import dev.gleaner.api.web.paging.Slice;
import dev.gleaner.api.web.problem.Problem;
import dev.gleaner.api.work.WorkMasks;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** {@code /presets} and {@code /presets/{name}}. */
@RestController
@Tag(name = "Presets")
class PresetsController {
    private static final int USUAL = 100;
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";
    private static final Pattern NAMES = Pattern.compile(NAME);
    private static final String EXAMPLE = """
            {"article_list_url": "https://example.com/feed.xml", "max_age": "day", "tags": ["news"]}""";

    private final Presets presets;
    private final PresetKeeper keeper;
    private final SubmissionReader reader;
    private final WorkMasks masks;
    private final int mostBytes;

    PresetsController(
            Presets presets,
            PresetKeeper keeper,
            SubmissionReader reader,
            WorkMasks masks,
            SubmissionSettings settings) {
        this.presets = presets;
        this.keeper = keeper;
        this.reader = reader;
        this.masks = masks;
        this.mostBytes = Math.toIntExact(settings.maxBody().toBytes());
    }

    @GetMapping({"/presets", "/presets/"})
    @Operation(operationId = "listPresets", summary = "List presets", description = "In the order of their names.")
    @ApiResponse(
            responseCode = "200",
            description = "A page of them",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = PresetsAnswer.class)))
    PresetsAnswer list(
            @RequestParam(name = "limit", required = false)
                    @Schema(minimum = "1", maximum = "1000", defaultValue = "100")
                    @Nullable
                    Integer limit,
            @RequestParam(name = "cursor", required = false)
                    @Parameter(description = "next_cursor of the page before")
                    @Nullable
                    String cursor) {
        Slice slice = Slice.of(cursor, limit, USUAL);
        long total = presets.count();
        List<Object> page = presets.list(slice.limit(), slice.from()).stream()
                .<Object>map(preset -> PresetForm.written(preset, masks))
                .toList();
        return new PresetsAnswer(
                page,
                total,
                slice.next((int) Math.min(total, Integer.MAX_VALUE)).orElse(null));
    }

    @GetMapping({"/presets/{name}", "/presets/{name}/"})
    @Operation(
            operationId = "readPreset",
            summary = "Read a preset",
            description = "Values of headers and secrets are masked. What is answered may be put back as it is.")
    @ApiResponse(
            responseCode = "200",
            description = "The preset",
            headers = @Header(name = "ETag", description = "its revision", schema = @Schema(type = "string")),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = PresetBody.class)))
    @ApiResponse(responseCode = "404", description = "There is no preset of this name")
    ResponseEntity<Object> read(@PathVariable("name") String name) {
        return answer(HttpStatus.OK, presets.find(name).orElseThrow(() -> unknown(name)));
    }

    @PutMapping(
            path = {"/presets/{name}", "/presets/{name}/"},
            consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "putPreset",
            summary = "Create or replace a preset",
            description = "Where a secret is masked, what is stored stays.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = PresetBody.class),
                                            examples = @ExampleObject(EXAMPLE))))
    @ApiResponse(
            responseCode = "200",
            description = "Replaced",
            headers = @Header(name = "ETag", description = "its revision", schema = @Schema(type = "string")),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = PresetBody.class)))
    @ApiResponse(
            responseCode = "201",
            description = "Created",
            headers = @Header(name = "ETag", description = "its revision", schema = @Schema(type = "string")),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = PresetBody.class)))
    @ApiResponse(responseCode = "400", description = "The body is not JSON")
    @ApiResponse(responseCode = "412", description = "It has another revision than If-Match says, or does not exist")
    @ApiResponse(responseCode = "413", description = "The body is larger than MAX_BODY")
    @ApiResponse(responseCode = "415", description = "The body is of another media type")
    @ApiResponse(responseCode = "422", description = "The name or a field is wrong, or not known")
    ResponseEntity<Object> put(
            HttpServletRequest request,
            @PathVariable("name") @Parameter(schema = @Schema(type = "string", pattern = "^" + NAME + "$")) String name,
            @RequestHeader(name = "If-Match", required = false)
                    @Parameter(
                            description = "the ETag that it must have",
                            schema = @Schema(type = "string", pattern = Revision.PATTERN))
                    @Nullable
                    String ifMatch)
            throws IOException {
        ObjectNode body = object(BodyBytes.read(request, mostBytes));
        List<Fault> faults = new ArrayList<>();
        if (!NAMES.matcher(name).matches()) {
            faults.add(new Fault("name", "must be 1 to 100 letters, digits, dots, hyphens or underscores"));
        }
        Presets.Content content = PresetForm.read(name, body, faults);
        if (!faults.isEmpty()) {
            throw invalid(faults);
        }
        boolean existing = ifMatch != null && ifMatch.strip().equals("*");
        if (existing && presets.find(name).isEmpty()) {
            throw stale(name, 0);
        }
        return switch (keeper.put(content, Revision.of(ifMatch))) {
            case PresetKeeper.Changed(Preset preset, boolean created) ->
                answer(created ? HttpStatus.CREATED : HttpStatus.OK, preset);
            case PresetKeeper.Invalid(List<Fault> wrong) -> throw invalid(PresetForm.named(wrong));
            case PresetKeeper.Stale(long revision) -> throw stale(name, revision);
            case PresetKeeper.Unknown unknown -> throw unknown(name);
            case PresetKeeper.Used used -> throw new IllegalStateException("only a removal can come to that");
        };
    }

    @DeleteMapping({"/presets/{name}", "/presets/{name}/"})
    @Operation(
            operationId = "deletePreset",
            summary = "Remove a preset",
            description =
                    "Jobs that were made of it stay. While schedules use it, it is removed only by force; they have "
                            + "no work then, and say so in their history.")
    @ApiResponse(responseCode = "204", description = "Removed")
    @ApiResponse(responseCode = "404", description = "There is no preset of this name")
    @ApiResponse(responseCode = "409", description = "Schedules use it; they are listed")
    @ApiResponse(responseCode = "412", description = "It has another revision than If-Match says")
    ResponseEntity<Void> delete(
            @PathVariable("name") String name,
            @RequestParam(name = "force", defaultValue = "false")
                    @Parameter(description = "remove it although schedules use it")
                    boolean force,
            @RequestHeader(name = "If-Match", required = false)
                    @Parameter(
                            description = "the ETag that it must have",
                            schema = @Schema(type = "string", pattern = Revision.PATTERN))
                    @Nullable
                    String ifMatch) {
        return switch (keeper.delete(name, Revision.of(ifMatch), force)) {
            case PresetKeeper.Changed changed -> ResponseEntity.noContent().build();
            case PresetKeeper.Unknown() -> throw unknown(name);
            case PresetKeeper.Stale(long revision) -> throw stale(name, revision);
            case PresetKeeper.Used(List<String> schedules) ->
                throw new Problem(HttpStatus.CONFLICT, "Schedules use this preset")
                        .with("preset", name)
                        .with("schedules", schedules);
            case PresetKeeper.Invalid invalid -> throw invalid(invalid.faults());
        };
    }

    private ObjectNode object(byte[] body) {
        try {
            return reader.object(body);
        } catch (NotJsonException broken) {
            throw new Problem(HttpStatus.BAD_REQUEST, Objects.requireNonNull(broken.getMessage()));
        } catch (InvalidSubmissionException invalid) {
            throw invalid(List.of(new Fault("$", "must be an object")));
        }
    }

    private ResponseEntity<Object> answer(HttpStatus status, Preset preset) {
        return ResponseEntity.status(status)
                .eTag(Revision.tag(preset.revision()))
                .contentType(MediaType.APPLICATION_JSON)
                .body(PresetForm.written(preset, masks));
    }

    private static Problem invalid(List<Fault> faults) {
        return new Problem(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "The preset has %d %s; the first: %s %s"
                                .formatted(
                                        faults.size(),
                                        faults.size() == 1 ? "fault" : "faults",
                                        faults.getFirst().path(),
                                        faults.getFirst().message()))
                .with("errors", faults)
                .with("error_count", faults.size());
    }

    private static Problem stale(String name, long revision) {
        return new Problem(HttpStatus.PRECONDITION_FAILED, "The preset is not the one that If-Match names")
                .with("preset", name)
                .with("revision", revision);
    }

    private static Problem unknown(String name) {
        return new Problem(HttpStatus.NOT_FOUND, "There is no preset of this name").with("preset", name);
    }
}

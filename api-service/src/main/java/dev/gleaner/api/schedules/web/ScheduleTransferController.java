package dev.gleaner.api.schedules.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gleaner.api.schedules.ScheduleFilter;
import dev.gleaner.api.schedules.form.InvalidScheduleException;
import dev.gleaner.api.schedules.form.ScheduleWriter;
import dev.gleaner.api.schedules.transfer.Export;
import dev.gleaner.api.schedules.transfer.Mode;
import dev.gleaner.api.schedules.transfer.ScheduleDocument;
import dev.gleaner.api.schedules.transfer.Step;
import dev.gleaner.api.schedules.transfer.Transfer;
import dev.gleaner.api.schedules.transfer.TransferConflictException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Schedules out of the system and into it, as one document. */
@RestController
@Tag(name = "Schedules")
class ScheduleTransferController {
    private static final String YAML = "application/yaml";
    private static final String OTHER_YAML = "application/x-yaml";
    private static final String EXAMPLE = """
            {"kind": "schedules", "version": 1, "schedules": [{"id": "morning-news", "trigger": "0 9 * * 1-5",
             "articles": [{"url": "https://example.com/news/1"}], "max_age": 3600}]}""";

    private final Transfer transfer;
    private final ScheduleWriter writer;
    private final RequestBodies bodies;

    ScheduleTransferController(Transfer transfer, ScheduleWriter writer, RequestBodies bodies) {
        this.transfer = transfer;
        this.writer = writer;
        this.bodies = bodies;
    }

    @GetMapping(
            path = {"/schedules/export", "/schedules/export/"},
            produces = {MediaType.APPLICATION_JSON_VALUE, YAML})
    @Filtered
    @Operation(
            operationId = "exportSchedules",
            summary = "Schedules as one document",
            description =
                    "As import and apply take it. Secrets are masked: where it is taken by another system, they are to be "
                            + "put in again.")
    @ApiResponse(
            responseCode = "200",
            description = "The document",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                        schema = @Schema(implementation = DocumentBody.class)),
                @Content(mediaType = YAML, schema = @Schema(type = "string"))
            })
    void export(
            @RequestParam(name = "format", required = false)
                    @Parameter(schema = @Schema(implementation = Export.Form.class, defaultValue = "JSON"))
                    @Nullable
                    String format,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Export.Form form =
                Objects.requireNonNullElse(Parameters.choice("format", format, Export.Form.class), Export.Form.JSON);
        ScheduleFilter filter = Parameters.filter(request);
        response.setContentType(form == Export.Form.JSON ? MediaType.APPLICATION_JSON_VALUE : YAML);
        Writer out = new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8);
        new Export(transfer, writer).write(filter, form, out);
        out.flush();
    }

    @PostMapping(
            path = {"/schedules/import", "/schedules/import/"},
            consumes = {MediaType.APPLICATION_JSON_VALUE, YAML, OTHER_YAML})
    @Operation(
            operationId = "importSchedules",
            summary = "Add the schedules of a document",
            description =
                    "All of it is looked at before anything is changed. What is there already as the document says is "
                            + "unchanged, so that it may be imported again.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content = {
                                @Content(
                                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                                        schema = @Schema(implementation = DocumentBody.class),
                                        examples = @ExampleObject(EXAMPLE)),
                                @Content(mediaType = YAML, schema = @Schema(type = "string"))
                            }))
    @ApiResponse(responseCode = "200", description = "What was done, or would be")
    @ApiResponse(responseCode = "409", description = "A schedule is there and differs; or it was changed meanwhile")
    @ApiResponse(responseCode = "413", description = "The body is larger than MAX_BODY")
    @ApiResponse(responseCode = "415", description = "The body is of another media type")
    @ApiResponse(responseCode = "422", description = "Anything in it is wrong; nothing was changed")
    TransferAnswer add(
            @RequestParam(name = "dry_run", defaultValue = "false")
                    @Parameter(description = "only tell what would be done")
                    boolean dryRun,
            @RequestParam(name = "on_conflict", required = false)
                    @Parameter(
                            description = "what is done with a schedule that is there, and differs",
                            schema = @Schema(implementation = Mode.OnConflict.class, defaultValue = "ERROR"))
                    @Nullable
                    String onConflict,
            HttpServletRequest request)
            throws IOException {
        Mode.OnConflict conflict = Objects.requireNonNullElse(
                Parameters.choice("on_conflict", onConflict, Mode.OnConflict.class), Mode.OnConflict.ERROR);
        return done(request, new Mode.Import(conflict), dryRun);
    }

    @PostMapping(
            path = {"/schedules/apply", "/schedules/apply/"},
            consumes = {MediaType.APPLICATION_JSON_VALUE, YAML, OTHER_YAML})
    @Operation(
            operationId = "applySchedules",
            summary = "Make the schedules as a document says",
            description =
                    "All of it is looked at before anything is changed. What is as the document says already is left "
                            + "alone, with its next run. A schedule that says nothing of enabled stays as it is switched.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content = {
                                @Content(
                                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                                        schema = @Schema(implementation = DocumentBody.class),
                                        examples = @ExampleObject(EXAMPLE)),
                                @Content(mediaType = YAML, schema = @Schema(type = "string"))
                            }))
    @ApiResponse(responseCode = "200", description = "What was done, or would be")
    @ApiResponse(responseCode = "409", description = "A schedule was changed meanwhile")
    @ApiResponse(responseCode = "413", description = "The body is larger than MAX_BODY")
    @ApiResponse(responseCode = "415", description = "The body is of another media type")
    @ApiResponse(responseCode = "422", description = "Anything in it is wrong; nothing was changed")
    TransferAnswer apply(
            @RequestParam(name = "dry_run", defaultValue = "false")
                    @Parameter(description = "only tell what would be done")
                    boolean dryRun,
            @RequestParam(name = "prune", defaultValue = "false")
                    @Parameter(description = "remove what the document does not name")
                    boolean prune,
            @RequestParam(name = "prune_tag", required = false)
                    @Parameter(description = "of those, remove only what has this tag")
                    @Nullable
                    String pruneTag,
            HttpServletRequest request)
            throws IOException {
        return done(request, new Mode.Apply(prune, pruneTag), dryRun);
    }

    private TransferAnswer done(HttpServletRequest request, Mode mode, boolean dryRun) throws IOException {
        try {
            List<Step> steps = transfer.plan(ScheduleDocument.of(bodies.documents(request)), mode);
            if (!dryRun) {
                transfer.carryOut(steps);
            }
            return TransferAnswer.of(steps, dryRun);
        } catch (InvalidScheduleException invalid) {
            throw ScheduleProblems.invalid(invalid);
        } catch (TransferConflictException conflict) {
            throw ScheduleProblems.conflict(conflict);
        }
    }

    /** A document of schedules. */
    @Schema(name = "ScheduleDocument")
    record DocumentBody(
            @JsonProperty("kind") @Schema(allowableValues = "schedules")
            String kind,

            @JsonProperty("version") @Schema(example = "1") int version,

            @ArraySchema(schema = @Schema(implementation = ScheduleBody.class)) @JsonProperty("schedules")
            List<ScheduleBody> schedules) {}
}

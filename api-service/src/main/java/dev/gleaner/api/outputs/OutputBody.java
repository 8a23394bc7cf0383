package dev.gleaner.api.outputs;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An order of files as the API's document shows it. It is read by {@link OutputReader}, which names every fault in it. */
@Schema(name = "Output")
public record OutputBody(
        @JsonProperty("format")
        @Schema(
                description = "The form of the files",
                allowableValues = {"json", "ndjson", "csv", "markdown"},
                defaultValue = "json",
                nullable = true)
        @Nullable
        String format,

        @JsonProperty("split")
        @Schema(
                description = "What goes into a file of its own",
                allowableValues = {"run", "host", "article"},
                defaultValue = "run",
                nullable = true)
        @Nullable
        String split,

        @JsonProperty("include")
        @Schema(
                description = "Which articles: all, with those that failed, or those whose text is new or has changed",
                allowableValues = {"all", "changed"},
                defaultValue = "all",
                nullable = true)
        @Nullable
        String include,

        @JsonProperty("file_name")
        @Schema(
                description =
                        "Template of the names, relative to OUTPUT_DIR, with {schedule} {job_id} {run} {host} {date} {time} "
                                + "{timestamp} {article_id}; the extension is added",
                minLength = 1,
                maxLength = FileTemplate.LONGEST,
                nullable = true,
                example = "{schedule}/{date}_{job_id}")
        @Nullable
        String fileName) {}

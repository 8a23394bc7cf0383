package dev.gleaner.api.presets.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of presets. */
@Schema(name = "Presets")
record PresetsAnswer(
        @ArraySchema(schema = @Schema(implementation = PresetBody.class)) @JsonProperty("presets")
        List<Object> presets,

        @JsonProperty("total") long total,

        @JsonProperty("next_cursor")
        @Schema(description = "of the next page; null on the last", nullable = true)
        @Nullable
        String nextCursor) {}

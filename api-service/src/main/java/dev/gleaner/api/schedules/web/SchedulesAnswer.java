package dev.gleaner.api.schedules.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A page of schedules. */
@Schema(name = "Schedules")
record SchedulesAnswer(
        @ArraySchema(schema = @Schema(implementation = ScheduleAnswer.class)) @JsonProperty("schedules")
        List<ObjectNode> schedules,

        @JsonProperty("total") @Schema(description = "how many there are, on this page or not")
        long total,

        @JsonProperty("next_cursor") @Schema(description = "of the next page, if there is one") @Nullable
        String nextCursor) {}

package dev.gleaner.api.schedules.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gleaner.api.schedules.Schedule;
import dev.gleaner.api.schedules.form.ScheduleWriter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A page of schedules, as the API's document shows it. It is written by {@link #of}. */
@Schema(name = "Schedules")
record SchedulesAnswer(
        @JsonProperty("schedules") List<ScheduleAnswer> schedules,

        @JsonProperty("total") @Schema(description = "how many there are, on this page or not")
        long total,

        @JsonProperty("next_cursor") @Schema(description = "of the next page, if there is one") @Nullable
        String nextCursor) {

    static ObjectNode of(ScheduleWriter writer, List<Schedule> page, long total, @Nullable String next, Instant now) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode schedules = json.putArray("schedules");
        page.forEach(one -> schedules.add(ScheduleAnswer.of(writer, one, now)));
        return json.put("total", total).put("next_cursor", next);
    }
}

package dev.gleaner.api.schedules.transfer;

import dev.gleaner.api.schedules.Schedule;
import dev.gleaner.api.schedules.ScheduleSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What becomes of one schedule.
 *
 * @param differences one for each field, if it is changed
 * @param warnings what is odd about it as it will be
 * @param wanted how it will be; null if it is removed
 * @param stored how it is; null if it is created
 */
public record Step(
        String id,
        Kind kind,
        List<Difference> differences,
        List<String> warnings,
        @Nullable ScheduleSpec wanted,
        @Nullable Schedule stored) {

    /** What becomes of it. */
    public enum Kind {
        CREATED,
        CHANGED,
        UNCHANGED,
        /** It is there, it differs, and it stays as it is. */
        KEPT,
        REMOVED
    }

    /**
     * A field that is not as it was; secrets are masked in both.
     *
     * @param from null if it was not there
     * @param to null if it will not be there
     */
    public record Difference(
            String field, @Nullable JsonNode from, @Nullable JsonNode to) {}
}

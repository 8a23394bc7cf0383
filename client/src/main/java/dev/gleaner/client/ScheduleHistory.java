package dev.gleaner.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of what was decided of a schedule's times, newest first.
 *
 * @param nextCursor of the next page; null at the end
 */
public record ScheduleHistory(
        String scheduleId,
        List<Occurrence> occurrences,
        @Nullable String nextCursor) {

    public ScheduleHistory {
        occurrences = List.copyOf(occurrences);
    }
}

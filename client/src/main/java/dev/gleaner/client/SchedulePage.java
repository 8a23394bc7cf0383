package dev.gleaner.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of schedules, in the order of their ids.
 *
 * @param total how many there are, on this page or not
 * @param nextCursor of the next page; null at the end
 */
public record SchedulePage(
        List<Schedule> schedules, long total, @Nullable String nextCursor) {

    public SchedulePage {
        schedules = List.copyOf(schedules);
    }
}

package dev.gleaner.api.schedules;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which schedules are wanted; null takes all.
 *
 * @param name part of the name or the id, in any case
 * @param dueBefore those whose next run comes before
 */
public record ScheduleFilter(
        @Nullable Boolean enabled,
        @Nullable ScheduleStatus status,
        @Nullable String name,
        @Nullable String tag,
        @Nullable String preset,
        @Nullable String scraper,
        @Nullable Instant dueBefore) {
    public static final ScheduleFilter ALL = new ScheduleFilter(null, null, null, null, null, null, null);
}

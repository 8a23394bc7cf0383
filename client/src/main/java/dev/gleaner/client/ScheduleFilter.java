package dev.gleaner.client;

import java.time.Instant;
import java.util.Locale;
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
        @Nullable Instant dueBefore) {

    /** All of them. */
    public static ScheduleFilter all() {
        return new ScheduleFilter(null, null, null, null, null, null);
    }

    Query query() {
        return new Query()
                .add("enabled", enabled)
                .add("status", status == null ? null : status.name().toLowerCase(Locale.ROOT))
                .add("name", name)
                .add("tag", tag)
                .add("preset", preset)
                .add("due_before", dueBefore);
    }
}

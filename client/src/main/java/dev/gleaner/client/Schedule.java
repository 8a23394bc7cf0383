package dev.gleaner.client;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A schedule and how it stands.
 *
 * @param note why it is enabled or not
 * @param disabledReason why it was disabled by itself
 * @param nextRetryAt when failed articles of its last job are tried again
 * @param lastOutcome what was decided of the last time that it was due
 * @param revision rises with each change
 * @param warnings what is allowed, but hardly meant
 */
public record Schedule(
        String id,
        @Nullable String name,
        @Nullable String description,
        List<String> tags,
        boolean enabled,
        @Nullable String note,
        Map<String, Object> trigger,
        String timeZone,
        ScheduleStatus status,
        @Nullable String disabledReason,
        @Nullable Instant nextRunAt,
        @Nullable Instant nextRetryAt,
        @Nullable Instant lastRunAt,
        @Nullable String lastJobId,
        @Nullable String lastOutcome,
        Instant createdAt,
        Instant updatedAt,
        long revision,
        List<String> warnings) {

    public Schedule {
        tags = List.copyOf(Objects.requireNonNullElse(tags, List.of()));
        trigger = Map.copyOf(Objects.requireNonNullElse(trigger, Map.of()));
        warnings = List.copyOf(Objects.requireNonNullElse(warnings, List.of()));
    }
}

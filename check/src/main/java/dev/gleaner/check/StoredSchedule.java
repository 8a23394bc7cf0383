package dev.gleaner.check;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A schedule as it is stored.
 *
 * @param nextRunAt null if nothing is due any more
 * @param grace an occurrence fires at most so much later than it was due
 */
public record StoredSchedule(
        String id, boolean enabled, @Nullable Instant nextRunAt, Duration grace) {}

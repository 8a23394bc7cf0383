package dev.gleaner.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How somebody steers a job after its submission.
 *
 * @param pausedAt since when nothing more of it is claimed; null if it is not paused
 * @param priority 1 to 10, of all its articles in place of their own; null for those of the submission
 * @param token of the change that made it so; null if nothing was changed
 */
public record JobControl(
        @Nullable Instant pausedAt, @Nullable Integer priority, @Nullable String token) {
    /** As it was submitted. */
    public static final JobControl NONE = new JobControl(null, null, null);
}

package dev.gleaner.check;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was decided of a time that a schedule was due.
 *
 * @param outcome as written
 */
public record StoredOccurrence(
        String id,
        String schedule,
        String outcome,
        Instant dueAt,
        Instant decidedAt,
        @Nullable String jobId) {
    boolean fired() {
        return outcome.equals("FIRED") || outcome.equals("REPLACED");
    }
}

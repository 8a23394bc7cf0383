package dev.gleaner.queue;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer to a request for work. */
public sealed interface ClaimResult {
    /** The asking process has no valid lease any more: whatever it held may be running elsewhere. */
    record Fenced() implements ClaimResult {}

    /**
     * What was handed out; possibly nothing.
     *
     * @param entries now held by the asking incarnation
     * @param more whether further entries lie in the lists
     * @param nextDue time until a delayed entry or a paused host is due; null if there is none
     */
    record Taken(
            List<QueueEntry> entries,
            boolean more,
            @Nullable Duration nextDue) implements ClaimResult {}
}

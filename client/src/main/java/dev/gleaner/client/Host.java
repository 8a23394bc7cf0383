package dev.gleaner.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a host stands in the queue.
 *
 * @param host its name, with a port that is not the usual one
 * @param pausedUntil nothing of it is fetched before, or null
 * @param reason of the pause, or why it is slowed, in words; or null
 * @param running fetches under way
 * @param waiting articles that wait for it aside from the lists
 * @param maxConcurrent fetches that it may have at a time now
 * @param pausedByOperator whether somebody has ordered the pause; without {@code pausedUntil} it lasts until it is resumed
 * @param note of whoever paused it, or null
 * @param limits that an operator has given it, or null from an API of an earlier version
 */
public record Host(
        String host,
        HostState state,
        @Nullable Instant pausedUntil,
        @Nullable String reason,
        int running,
        long waiting,
        int maxConcurrent,
        boolean pausedByOperator,
        @Nullable String note,
        @Nullable Limits limits) {

    /** What is null is as for any host. */
    public record Limits(@Nullable Long delayMs, @Nullable Integer maxConcurrent) {}
}

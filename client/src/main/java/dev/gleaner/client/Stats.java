package dev.gleaner.client;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The fleet in numbers. What a store that is down would have told is null or empty.
 *
 * @param jobs by their state
 * @param failuresByCode articles that failed in the last hour
 * @param lastHour sixty minutes, oldest first
 */
public record Stats(
        Instant at,
        @Nullable Queues queues,
        @Nullable Rates rates,
        Map<String, Long> jobs,
        @Nullable Consumers consumers,
        @Nullable HostCounts hosts,
        Map<String, Long> failuresByCode,
        List<Minute> lastHour,
        @Nullable Schedules schedules,
        Live live,
        Stores stores) {
    public Stats {
        jobs = Map.copyOf(Objects.requireNonNullElse(jobs, Map.of()));
        failuresByCode = Map.copyOf(Objects.requireNonNullElse(failuresByCode, Map.of()));
        lastHour = List.copyOf(Objects.requireNonNullElse(lastHour, List.of()));
    }

    /** The queue. */
    public record Queues(Queue high, Queue medium, Queue low, Delayed delayed, long waitingForHosts, long held) {}

    /** @param oldestSeconds since the article was queued that comes next, or null */
    public record Queue(long depth, @Nullable Double oldestSeconds) {}

    /** @param nextSeconds until the first retry is due, or null */
    public record Delayed(long depth, @Nullable Double nextSeconds) {}

    /** Of the last minute. */
    public record Rates(double articlesPerSecond, double failuresPerSecond, double claimsPerSecond) {}

    /** Those that live. */
    public record Consumers(int count, int capacity, int running) {}

    /** How many hosts. */
    public record HostCounts(int known, int paused, int slowed, int limited) {}

    /** What happened in a minute. */
    public record Minute(Instant minute, long succeeded, long failed, long retried, long bytes) {}

    /** Those that are enabled. */
    public record Schedules(long enabled, @Nullable Instant nextDue) {}

    /** Clients that watch. */
    public record Live(int websocket, int sse) {}

    /** {@code UP} or {@code DOWN}. */
    public record Stores(String mongo, String redis) {}
}

package dev.gleaner.client;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The state of a job; {@code completed + failed + pending = totalArticles}.
 *
 * @param newArticles articles that had to be fetched
 * @param cachedArticles articles that were stored before
 * @param completedAt when it ended, or null while it is open
 * @param revision rises with every change
 * @param run 1, and one more with each retry
 * @param name as submitted, or null
 * @param paused whether nothing more of it is claimed for now
 * @param pausedAt since when, or null
 * @param priority of all its articles, if it was changed since, or null
 */
public record Job(
        String jobId,
        JobStatus status,
        int totalArticles,
        int completed,
        int failed,
        int pending,
        int newArticles,
        int cachedArticles,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant completedAt,
        long revision,
        int run,
        @Nullable String name,
        List<String> tags,
        boolean paused,
        @Nullable Instant pausedAt,
        @Nullable Integer priority) {

    public Job {
        tags = List.copyOf(Objects.requireNonNullElse(tags, List.of()));
    }
}

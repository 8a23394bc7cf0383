package dev.gleaner.client;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The attempts at an article of a job.
 *
 * @param attempts in order; of many the latest
 */
public record Attempts(String articleId, String url, List<Attempt> attempts) {
    public Attempts {
        attempts = List.copyOf(Objects.requireNonNullElse(attempts, List.of()));
    }

    /**
     * One attempt.
     *
     * @param attempt from 1
     * @param startedAt null if that is not known
     * @param endedAt null while it is running
     * @param outcome {@code succeeded}, {@code failed}, {@code retrying} or {@code running}
     * @param httpStatus null if there was no answer
     * @param errorCode the kind of error, or null
     * @param error in words, or null
     * @param nextAt when the next one was due, or null if there was to be none
     */
    public record Attempt(
            int attempt,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            String outcome,
            @Nullable Integer httpStatus,
            @Nullable String errorCode,
            @Nullable String error,
            @Nullable Instant nextAt) {}
}

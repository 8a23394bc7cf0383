package dev.gleaner.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a job is with one of its articles.
 *
 * @param cached whether it was stored when the job was submitted
 * @param attempts made so far, with one that is under way
 * @param errorCode the kind of the last error, or null
 * @param error the last error, or null
 * @param nextTryAt when it is tried again, or null
 * @param waitingFor what it waits for in words, or null
 * @param host whose pace it obeys; null from an API that does not tell
 * @param hostPausedUntil nothing of the host is fetched before, or null
 * @param hostPauseReason why it is paused in words, or null
 */
public record JobArticle(
        String articleId,
        String url,
        @Nullable String source,
        @Nullable String category,
        int priority,
        boolean cached,
        ArticleStatus status,
        int attempts,
        @Nullable String errorCode,
        @Nullable String error,
        @Nullable Instant nextTryAt,
        @Nullable String waitingFor,
        @Nullable String host,
        @Nullable Instant hostPausedUntil,
        @Nullable String hostPauseReason) {}

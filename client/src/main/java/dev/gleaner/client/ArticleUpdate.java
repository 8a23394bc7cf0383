package dev.gleaner.client;

import org.jspecify.annotations.Nullable;

/**
 * An article that has ended.
 *
 * @param articleId null where only the job changed
 * @param articleStatus how it ended, or null where only the job changed
 * @param errorCode why it failed, or null
 * @param revision of the job with it
 */
public record ArticleUpdate(
        @Nullable String articleId,
        @Nullable ArticleStatus articleStatus,
        @Nullable String errorCode,
        long revision) {}

package dev.gleaner.job;

import org.jspecify.annotations.Nullable;

/**
 * What a job's submission says of one article; it never changes.
 *
 * @param url as given in this submission
 * @param host whose pace the fetch obeys, with a port that is not the usual one
 * @param priority 1 to 10
 * @param cached whether it was there already when the job was submitted
 */
public record Item(
        String articleId,
        String url,
        String host,
        @Nullable String source,
        @Nullable String category,
        int priority,
        boolean cached) {}

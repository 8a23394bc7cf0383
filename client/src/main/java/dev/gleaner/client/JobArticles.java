package dev.gleaner.client;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A page of the articles of a job, in order of submission.
 *
 * @param nextCursor where the next page begins, or null on the last one
 */
public record JobArticles(
        String jobId,
        JobStatus status,
        int totalArticles,
        List<JobArticle> articles,
        @Nullable String nextCursor) {

    public JobArticles {
        articles = List.copyOf(Objects.requireNonNullElse(articles, List.of()));
    }
}

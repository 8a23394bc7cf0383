package dev.gleaner.client;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What has ended of a job, or of one page of its articles, in order of submission.
 *
 * @param successful of the whole job
 * @param failed of the whole job
 * @param results the articles that are there
 * @param failedArticles the articles that could not be fetched
 * @param nextCursor where the next page begins, or null on the last one
 */
public record Results(
        String jobId,
        JobStatus status,
        int totalArticles,
        int successful,
        int failed,
        List<Result.Scraped> results,
        List<Result.Failed> failedArticles,
        @Nullable String nextCursor) {

    public Results {
        results = List.copyOf(Objects.requireNonNullElse(results, List.of()));
        failedArticles = List.copyOf(Objects.requireNonNullElse(failedArticles, List.of()));
    }
}

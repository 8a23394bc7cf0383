package dev.gleaner.api.submission;

import dev.gleaner.fetch.FetchOptions;
import dev.gleaner.job.JobLabel;
import dev.gleaner.url.ArticleUrl;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A valid request: no two articles have the same key.
 *
 * @param maxAge a text scraped longer ago is too old; zero fetches always, null takes any age
 * @param fetch what it asks of its fetches
 * @param label what its submitter calls the job
 * @param idempotency how a repeat of this request is known, if the client wants that
 */
public record Submission(
        List<Requested> articles,
        @Nullable Duration maxAge,
        FetchOptions fetch,
        JobLabel label,
        @Nullable IdempotencyClaim idempotency) {

    /**
     * One article of a submission.
     *
     * @param key of its address and, because another page may come, of the headers and the language it is asked with
     * @param priority 1 to 10
     */
    public record Requested(
            ArticleUrl url,
            String key,
            @Nullable String source,
            @Nullable String category,
            int priority) {}

    /**
     * What the client calls this request.
     *
     * @param bodyHash hash of everything that the answer depends on
     */
    public record IdempotencyClaim(String key, String bodyHash) {}
}

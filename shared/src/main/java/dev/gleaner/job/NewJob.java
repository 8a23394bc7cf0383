package dev.gleaner.job;

import dev.gleaner.fetch.FetchOptions;
import dev.gleaner.scraper.RunIds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job about to be committed.
 *
 * @param token tells this insert from another with the same id
 * @param articleIds what was submitted; or the run of a scraper that finds the articles, alone
 * @param pending articles that have no end yet; all others are cached
 * @param fetch what it asks of its fetches
 * @param label what its submitter calls it
 * @param idempotencyKey of its submission, so that the key goes when the job goes
 * @param orders where it comes from and what follows its end
 * @param outline what it is about
 * @param needAfter articles scraped before that are too old for this job
 */
public record NewJob(
        String id,
        String token,
        List<String> articleIds,
        List<String> pending,
        Instant createdAt,
        Instant needAfter,
        @Nullable Duration maxAge,
        FetchOptions fetch,
        JobLabel label,
        @Nullable String idempotencyKey,
        Orders orders,
        JobOutline outline) {

    /** A job of which nothing is noted for lists. */
    public NewJob(
            String id,
            String token,
            List<String> articleIds,
            List<String> pending,
            Instant createdAt,
            Instant needAfter,
            @Nullable Duration maxAge,
            FetchOptions fetch,
            JobLabel label,
            @Nullable String idempotencyKey,
            Orders orders) {
        this(
                id,
                token,
                articleIds,
                pending,
                createdAt,
                needAfter,
                maxAge,
                fetch,
                label,
                idempotencyKey,
                orders,
                JobOutline.NONE);
    }

    /** A job that somebody submitted, with nothing to follow its end. */
    public NewJob(
            String id,
            String token,
            List<String> articleIds,
            List<String> pending,
            Instant createdAt,
            Instant needAfter,
            @Nullable Duration maxAge,
            FetchOptions fetch,
            JobLabel label,
            @Nullable String idempotencyKey) {
        this(id, token, articleIds, pending, createdAt, needAfter, maxAge, fetch, label, idempotencyKey, Orders.NONE);
    }

    /** The run of a scraper that finds the articles; null if they are given. Of such a job it is the one that is pending. */
    public @Nullable String findingRun() {
        return articleIds.size() == 1 && RunIds.isRun(articleIds.getFirst()) ? articleIds.getFirst() : null;
    }

    public int cached() {
        return articleIds.size() - pending.size();
    }

    /** The job that it is stored as when nothing of it is pending. */
    public Job completedAtOnce() {
        if (!pending.isEmpty()) {
            throw new IllegalStateException("%d articles of %s are pending".formatted(pending.size(), id));
        }
        return new Job(
                id,
                JobStatus.COMPLETED,
                articleIds.size(),
                0,
                cached(),
                cached(),
                0,
                createdAt,
                createdAt,
                createdAt,
                1,
                1,
                label,
                JobControl.NONE,
                orders.origin() == null ? null : orders.origin().schedule(),
                outline);
    }
}

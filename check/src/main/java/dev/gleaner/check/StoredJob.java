package dev.gleaner.check;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job as it is stored, with its lists; nothing in it is taken for granted.
 *
 * @param status as written
 * @param pausedAt since when nothing more of it is claimed; null if it is not paused
 * @param runId of a job whose articles a run finds; null if they were given
 * @param articleIds what was submitted, in a job with a run that alone
 * @param pending what has no end, or was given up by a cancel
 * @param failed the articles of its failures
 */
public record StoredJob(
        String id,
        String status,
        int run,
        long revision,
        int total,
        int newArticles,
        int cached,
        int completed,
        int failedCount,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant completedAt,
        @Nullable Instant pausedAt,
        @Nullable String runId,
        List<String> articleIds,
        List<String> pending,
        List<String> failed) {

    /** Articles that its run has found by now; the run itself counts while it has not ended well. */
    int found() {
        return total - (pending.contains(runId) || failed.contains(runId) ? 1 : 0);
    }

    /** The same with these articles. */
    StoredJob withArticles(List<String> articles) {
        return new StoredJob(
                id,
                status,
                run,
                revision,
                total,
                newArticles,
                cached,
                completed,
                failedCount,
                createdAt,
                updatedAt,
                completedAt,
                pausedAt,
                runId,
                articles,
                pending,
                failed);
    }

    boolean open() {
        return status.equals("PENDING") || status.equals("IN_PROGRESS");
    }

    /** Whether it wants what it waits for to be claimed. */
    boolean wants() {
        return open() && pausedAt == null;
    }

    boolean cancelled() {
        return status.equals("CANCELLED");
    }

    int done() {
        return completed + failedCount;
    }
}

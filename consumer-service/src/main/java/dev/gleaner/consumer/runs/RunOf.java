package dev.gleaner.consumer.runs;

import dev.gleaner.consumer.inflight.Execution;
import dev.gleaner.fetch.FetchOptions;
import dev.gleaner.task.Waiter;
import java.time.Instant;

/**
 * A run of a job, as an execution has it.
 *
 * @param waiter the job, which is the only one that waits for it
 * @param options of the job, which are part of the keys of what is found
 * @param attempt failed attempts before this one
 * @param since when the work on it was begun, maybe by a consumer that died
 */
record RunOf(String runId, Waiter waiter, FetchOptions options, int attempt, Instant since) {
    /** @throws IllegalArgumentException if nobody waits for it */
    static RunOf of(Execution execution) {
        if (execution.task().waiters().isEmpty()) {
            throw new IllegalArgumentException(execution.articleId() + " belongs to no job");
        }
        return new RunOf(
                execution.articleId(),
                execution.task().waiters().getFirst(),
                execution.task().options(),
                execution.task().attempt(),
                execution.task().createdAt());
    }

    String jobId() {
        return waiter.jobId();
    }
}

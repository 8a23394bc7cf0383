package dev.gleaner.api.jobs;

import dev.gleaner.delivery.Deliveries;
import dev.gleaner.job.Efforts;
import dev.gleaner.job.Idempotency;
import dev.gleaner.job.Intent;
import dev.gleaner.job.Intents;
import dev.gleaner.job.Items;
import dev.gleaner.job.Job;
import dev.gleaner.job.Jobs;
import dev.gleaner.job.Outputs;
import dev.gleaner.store.Durability;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Removes jobs with all that belongs to them; their articles stay, others may have asked for them too. The job goes
 * first, so that nobody reads it half removed, and an intent leads the sweeper to what is left of it.
 */
public final class Purge {
    private final Jobs jobs;
    private final Items items;
    private final Efforts efforts;
    private final Outputs outputs;
    private final Intents intents;
    private final Idempotency idempotency;
    private final Deliveries deliveries;
    private final Cancellation cancellation;
    private final Durability durability;
    private final InstantSource clock;

    public Purge(
            Jobs jobs,
            Items items,
            Efforts efforts,
            Outputs outputs,
            Intents intents,
            Idempotency idempotency,
            Deliveries deliveries,
            Cancellation cancellation,
            Durability durability,
            InstantSource clock) {
        this.jobs = jobs;
        this.items = items;
        this.efforts = efforts;
        this.outputs = outputs;
        this.intents = intents;
        this.idempotency = idempotency;
        this.deliveries = deliveries;
        this.cancellation = cancellation;
        this.durability = durability;
        this.clock = clock;
    }

    /** Cancels a job if it is open, then removes it; empty if there is none. */
    public Optional<Purged> purge(String jobId) {
        return switch (cancellation.cancel(jobId)) {
            case CancelAnswer.Cancelled(Job job, int removed) -> {
                remove(job);
                yield Optional.of(new Purged(job, removed));
            }
            case CancelAnswer.AlreadyEnded(Job job) -> {
                remove(job);
                yield Optional.of(new Purged(job, 0));
            }
            case CancelAnswer.Unknown() -> Optional.empty();
        };
    }

    /** Removes a job that has ended. */
    public void remove(Job job) {
        Intent intent =
                Intent.purge(job, clock.instant(), jobs.idempotencyKey(job.id()).orElse(null));
        intents.insert(intent);
        sweep(intent);
        durability.await();
    }

    /** Goes on with a removal, from wherever it stands. */
    public void sweep(Intent intent) {
        // Not if it was opened again meanwhile: then somebody wants it after all.
        if (jobs.remove(intent.jobId(), intent.run())) {
            // Before the pages: they say for which articles there may be one.
            efforts.remove(intent.jobId(), intent.total(), items);
            outputs.remove(intent.jobId());
            items.remove(intent.jobId(), intent.total());
            deliveries.removeOf(intent.jobId());
            if (intent.idempotencyKey() != null) {
                // Else a repeat of the submission would be told of a job that is gone.
                idempotency.remove(intent.idempotencyKey(), intent.jobId());
            }
        }
        intents.remove(intent);
    }

    /**
     * What was removed.
     *
     * @param givenUp articles that were pending
     */
    public record Purged(Job job, int givenUp) {}
}

package dev.gleaner.api.schedules.firing;

import dev.gleaner.api.jobs.retries.Retries;
import dev.gleaner.api.schedules.firing.Progress.Active;
import dev.gleaner.job.Job;
import dev.gleaner.job.Jobs;
import dev.gleaner.job.Orders;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the jobs of schedules to their ends: the failed articles of a run are tried again when that is due, and what has ended
 * for good counts for the schedule. Each end counts once, in the change that lets go of the job.
 */
public final class Endings {
    private static final Logger log = LoggerFactory.getLogger(Endings.class);

    private final Firings firings;
    private final Jobs jobs;
    private final Retries retries;
    private final InstantSource clock;

    public Endings(Firings firings, Jobs jobs, Retries retries, InstantSource clock) {
        this.firings = firings;
        this.jobs = jobs;
        this.retries = retries;
        this.clock = clock;
    }

    /** One turn over the jobs of a schedule; empty if somebody else changed it meanwhile. */
    Optional<ScheduleState> take(ScheduleState seen) {
        if (seen.progress().active().isEmpty()) {
            return Optional.of(seen);
        }
        Map<String, Job> there = new HashMap<>();
        jobs.findAll(seen.progress().active().stream().map(Active::jobId).toList())
                .forEach(job -> there.put(job.id(), job));
        Progress progress = seen.progress();
        List<Active> open = new ArrayList<>();
        Instant retryAt = null;
        for (Active one : progress.active()) {
            Job job = there.get(one.jobId());
            if (job == null) {
                // Removed by somebody; it ends in no way that counts.
                continue;
            }
            Orders orders = job.status().ended() ? jobs.orders(job.id()).orElse(Orders.NONE) : Orders.NONE;
            if (job.status().ended() && orders.endsForGood(job)) {
                progress = progress.withEnd(job.status());
                continue;
            }
            open.add(one);
            if (job.status().ended()) {
                Instant at = retriedAt(job, orders);
                if (at.isAfter(clock.instant())) {
                    retryAt = retryAt == null || at.isBefore(retryAt) ? at : retryAt;
                } else {
                    // Of this run and no other: whoever looked at the same end opens nothing twice.
                    retries.retry(job.id(), job.run());
                }
            }
        }
        progress = progress.withActive(open, retryAt);
        String reason = tooManyFailures(seen, progress);
        if (reason != null) {
            log.warn("{} is disabled: {}", seen.id(), reason);
            progress = progress.withNext(progress.from(), null, null);
        }
        return progress.equals(seen.progress()) ? Optional.of(seen) : firings.advance(seen, progress, reason);
    }

    private static Instant retriedAt(Job ended, Orders orders) {
        Instant end = ended.completedAt() == null ? ended.updatedAt() : ended.completedAt();
        return orders.retries() == null ? end : end.plus(orders.retries().delay());
    }

    private static @Nullable String tooManyFailures(ScheduleState schedule, Progress progress) {
        int most = schedule.spec().pauseAfterFailures();
        return most > 0
                        && schedule.spec().enabled()
                        && progress.failures() >= most
                        && progress.failures() > schedule.progress().failures()
                ? "%d of its jobs in a row have failed (pause_after_failures)".formatted(progress.failures())
                : null;
    }
}

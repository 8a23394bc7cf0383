package dev.gleaner.api.schedules.firing;

import dev.gleaner.api.schedules.Occurrence.Cause;
import dev.gleaner.api.schedules.OccurrenceOutcome;
import dev.gleaner.job.JobStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a schedule is, apart from what its owner says of it. It changes as a whole, on the condition that nobody changed it
 * meanwhile; whoever meets that condition not reads it again.
 *
 * @param from the time after which {@code nextDue} is the first
 * @param nextDue when it is due next, without jitter: the first that is not decided yet, unless it is queued
 * @param nextRunAt when that fires, with jitter
 * @param queued a due time that waits for room
 * @param active its jobs that have not ended for good
 * @param asked occurrences that are to be looked after besides the next one
 * @param nextRetryAt when failed articles of an active job are tried again
 * @param lastEnd how its last job ended that has ended for good
 * @param failures failed jobs since the last that completed
 */
public record Progress(
        Instant from,
        @Nullable Instant nextDue,
        @Nullable Instant nextRunAt,
        @Nullable Instant queued,
        List<Active> active,
        List<Asked> asked,
        @Nullable Instant nextRetryAt,
        @Nullable Instant lastRunAt,
        @Nullable String lastJobId,
        @Nullable OccurrenceOutcome lastOutcome,
        @Nullable JobStatus lastEnd,
        int failures) {
    public Progress {
        active = List.copyOf(active);
        asked = List.copyOf(asked);
    }

    /** A job that has not ended for good, and the occurrence that it was made for. */
    public record Active(String occurrence, String jobId) {}

    /**
     * An occurrence that somebody asked for; or, with the cause TRIGGER, one that may have been decided while the owner changed
     * the schedule, and whose job is seen to.
     */
    public record Asked(String occurrence, Cause cause, Instant dueAt, Instant at) {}

    /** Of a schedule that has just been made. */
    public static Progress start(Instant from) {
        return new Progress(from, null, null, null, List.of(), List.of(), null, null, null, null, null, 0);
    }

    public Progress withNext(Instant after, @Nullable Instant due, @Nullable Instant fires) {
        return new Progress(
                after,
                due,
                fires,
                queued,
                active,
                asked,
                nextRetryAt,
                lastRunAt,
                lastJobId,
                lastOutcome,
                lastEnd,
                failures);
    }

    public Progress withQueued(@Nullable Instant waits) {
        return new Progress(
                from,
                nextDue,
                nextRunAt,
                waits,
                active,
                asked,
                nextRetryAt,
                lastRunAt,
                lastJobId,
                lastOutcome,
                lastEnd,
                failures);
    }

    public Progress withActive(List<Active> jobs, @Nullable Instant retryAt) {
        return new Progress(
                from,
                nextDue,
                nextRunAt,
                queued,
                jobs,
                asked,
                retryAt,
                lastRunAt,
                lastJobId,
                lastOutcome,
                lastEnd,
                failures);
    }

    public Progress withAsked(Asked one) {
        List<Asked> more = new ArrayList<>(asked);
        if (more.stream().noneMatch(there -> there.occurrence().equals(one.occurrence()))) {
            more.add(one);
        }
        return withAsked(more);
    }

    public Progress without(Asked one) {
        return withAsked(asked.stream()
                .filter(there -> !there.occurrence().equals(one.occurrence()))
                .toList());
    }

    private Progress withAsked(List<Asked> all) {
        return new Progress(
                from,
                nextDue,
                nextRunAt,
                queued,
                active,
                all,
                nextRetryAt,
                lastRunAt,
                lastJobId,
                lastOutcome,
                lastEnd,
                failures);
    }

    public Progress withOutcome(OccurrenceOutcome outcome) {
        return new Progress(
                from,
                nextDue,
                nextRunAt,
                queued,
                active,
                asked,
                nextRetryAt,
                lastRunAt,
                lastJobId,
                outcome,
                lastEnd,
                failures);
    }

    /** An occurrence has its job. */
    public Progress withRun(Active job, Instant at) {
        List<Active> more = new ArrayList<>(active);
        if (!more.contains(job)) {
            more.add(job);
        }
        return new Progress(
                from,
                nextDue,
                nextRunAt,
                queued,
                more,
                asked,
                nextRetryAt,
                at,
                job.jobId(),
                OccurrenceOutcome.FIRED,
                lastEnd,
                failures);
    }

    /** A job has ended for good. */
    public Progress withEnd(JobStatus end) {
        int inARow = switch (end) {
            case FAILED -> failures + 1;
            case COMPLETED -> 0;
            default -> failures;
        };
        return new Progress(
                from,
                nextDue,
                nextRunAt,
                queued,
                active,
                asked,
                nextRetryAt,
                lastRunAt,
                lastJobId,
                lastOutcome,
                end,
                inARow);
    }

    /** As the owner enables it again, or says anew what it is. */
    public Progress withoutFailures() {
        return new Progress(
                from,
                nextDue,
                nextRunAt,
                queued,
                active,
                asked,
                nextRetryAt,
                lastRunAt,
                lastJobId,
                lastOutcome,
                lastEnd,
                0);
    }
}

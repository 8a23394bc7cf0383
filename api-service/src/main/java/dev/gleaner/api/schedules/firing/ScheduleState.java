package dev.gleaner.api.schedules.firing;

import dev.gleaner.api.schedules.DueTimes;
import dev.gleaner.api.schedules.ScheduleSpec;
import dev.gleaner.api.schedules.ScheduleStatus;
import dev.gleaner.job.JobStatus;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A schedule as those who fire it know it.
 *
 * @param spec without its work, which is read when it is done
 * @param revision rises with each change of the owner
 * @param turn rises with each change of any kind
 * @param disabledReason why the platform disabled it
 * @param unreadable why it cannot be fired, although it is stored; null if it can
 * @param removed its owner has deleted it, and only its jobs are still seen to
 */
public record ScheduleState(
        ScheduleSpec spec,
        long revision,
        long turn,
        @Nullable String disabledReason,
        @Nullable String unreadable,
        boolean removed,
        Progress progress) {
    public String id() {
        return spec.id();
    }

    /** The same with other progress. */
    public ScheduleState with(Progress changed) {
        return new ScheduleState(spec, revision, turn, disabledReason, unreadable, removed, changed);
    }

    /** Whether something besides its next due time is to be looked after. */
    boolean isBusy() {
        return progress.queued() != null
                || !progress.active().isEmpty()
                || !progress.asked().isEmpty();
    }

    /** Progress whose next due time is the first after a time. */
    public Progress from(Instant after) {
        if (!spec.enabled() || unreadable != null || removed) {
            return progress.withNext(after, null, null);
        }
        DueTimes times = new DueTimes(spec);
        Optional<Instant> due = times.after(after);
        return progress.withNext(
                after, due.orElse(null), due.map(times::firesAt).orElse(null));
    }

    /** How it stands, in one word. */
    public ScheduleStatus status() {
        if (!spec.enabled() || unreadable != null) {
            return ScheduleStatus.DISABLED;
        }
        if (!progress.active().isEmpty()) {
            return ScheduleStatus.RUNNING;
        }
        if (progress.nextDue() == null && !isBusy()) {
            return ScheduleStatus.DONE;
        }
        JobStatus end = progress.lastEnd();
        return end == JobStatus.COMPLETED
                ? ScheduleStatus.COMPLETED
                : end == JobStatus.FAILED ? ScheduleStatus.FAILED : ScheduleStatus.WAITING;
    }
}

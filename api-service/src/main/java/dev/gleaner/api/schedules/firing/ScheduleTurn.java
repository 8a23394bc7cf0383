package dev.gleaner.api.schedules.firing;

import dev.gleaner.api.schedules.DueTimes;
import dev.gleaner.api.schedules.Occurrence;
import dev.gleaner.api.schedules.Occurrence.Cause;
import dev.gleaner.api.schedules.OccurrenceIds;
import dev.gleaner.api.schedules.OccurrenceOutcome;
import dev.gleaner.api.schedules.Schedules.Pause;
import dev.gleaner.api.schedules.firing.LatePlan.Step;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Brings one schedule on: what has come due is decided in its order, what waits for room fires when there is some. All decisions
 * come before the one change of the schedule that moves it on, so whoever dies between is followed by another who meets the
 * same decisions.
 */
public final class ScheduleTurn {
    private final Firings firings;
    private final Firing firing;
    private final Supplier<Pause> pause;
    private final BooleanSupplier full;
    private final InstantSource clock;

    /** Why a schedule could not fire when it was tried, by its id. */
    private final Map<String, String> troubles = new ConcurrentHashMap<>();

    /**
     * @param pause of all schedules
     * @param full whether as many jobs of schedules are open as may be
     */
    public ScheduleTurn(
            Firings firings, Firing firing, Supplier<Pause> pause, BooleanSupplier full, InstantSource clock) {
        this.firings = firings;
        this.firing = firing;
        this.pause = pause;
        this.full = full;
        this.clock = clock;
    }

    /** One turn; returns the schedule afterwards, or empty if somebody else changed it and it is to be read again. */
    Optional<ScheduleState> take(ScheduleState seen) {
        Work work = new Work(seen);
        queued(work);
        if (!work.waits) {
            due(work);
        }
        return work.progress.equals(seen.progress()) ? Optional.of(seen) : firings.advance(seen, work.progress, null);
    }

    /** Whether it has come due, so that a turn would decide something. */
    boolean isDue(ScheduleState schedule) {
        Instant fires = schedule.progress().nextRunAt();
        return schedule.unreadable() == null && fires != null && !fires.isAfter(clock.instant());
    }

    private void queued(Work work) {
        Instant waiting = work.progress.queued();
        if (waiting == null) {
            return;
        }
        if (!work.schedule.spec().enabled()) {
            pass(work, waiting, OccurrenceOutcome.SKIPPED_PAUSED, "the schedule was disabled while it waited for room");
            work.progress = work.progress.withQueued(null);
            return;
        }
        if (pause.get().paused()
                || full.getAsBoolean()
                || !(Room.of(work.schedule.spec(), work.progress.active()) instanceof Room.Free free)) {
            return;
        }
        Firing.Result result = firing.fire(
                work.schedule,
                OccurrenceIds.ofTrigger(work.schedule.id(), waiting),
                Cause.TRIGGER,
                waiting,
                Instant.MAX,
                free.replaced());
        if (work.took(result)) {
            work.progress = work.progress.withQueued(null);
        }
    }

    private void due(Work work) {
        ScheduleState schedule = work.schedule;
        Instant first = schedule.progress().nextDue();
        if (first == null || !isDue(schedule)) {
            return;
        }
        Instant now = clock.instant();
        Instant decided = null;
        for (Step step : LatePlan.of(schedule.spec(), first, now, troubles.get(schedule.id()))) {
            boolean over = switch (step) {
                case Step.Pass(Instant due, OccurrenceOutcome outcome, String reason) ->
                    pass(work, due, outcome, reason);
                case Step.Fire(Instant due) -> fire(work, due);
            };
            if (!over) {
                break;
            }
            decided = step.due();
        }
        if (decided != null) {
            troubles.remove(schedule.id());
            work.progress = schedule.with(work.progress).from(decided);
        }
    }

    /** Whether that time is over. */
    private boolean fire(Work work, Instant due) {
        ScheduleState schedule = work.schedule;
        Pause all = pause.get();
        if (all.paused()) {
            return pass(
                    work,
                    due,
                    OccurrenceOutcome.SKIPPED_PAUSED,
                    "all schedules were paused" + (all.note() == null ? "" : ": " + all.note()));
        }
        if (full.getAsBoolean()) {
            return work.waitsFor(troubles, "as many jobs of schedules were open as may be (SCHEDULE_MAX_RUNNING)");
        }
        return switch (Room.of(schedule.spec(), work.progress.active())) {
            case Room.None none ->
                pass(
                        work,
                        due,
                        OccurrenceOutcome.SKIPPED_OVERLAP,
                        "%d of at most %d jobs of the schedule were open, the oldest %s"
                                .formatted(
                                        work.progress.active().size(),
                                        schedule.spec().maxInstances(),
                                        work.progress.active().getFirst().jobId()));
            case Room.Later later -> queue(work, due);
            case Room.Free(var replaced) -> {
                Firing.Result result = firing.fire(
                        schedule,
                        OccurrenceIds.ofTrigger(schedule.id(), due),
                        Cause.TRIGGER,
                        due,
                        new DueTimes(schedule.spec())
                                .firesAt(due)
                                .plus(schedule.spec().misfireGraceTime()),
                        replaced);
                if (result instanceof Firing.Result.Fired) {
                    work.progress = work.progress.withActive(
                            work.progress.active().stream()
                                    .filter(job -> !replaced.contains(job))
                                    .toList(),
                            work.progress.nextRetryAt());
                }
                yield result instanceof Firing.Result.Wait(String reason)
                        ? work.waitsFor(troubles, reason)
                        : work.took(result);
            }
        };
    }

    /** It waits for room; one that waits already makes way for it. */
    private boolean queue(Work work, Instant due) {
        Instant before = work.progress.queued();
        if (before != null && !before.equals(due)) {
            boolean over = pass(
                    work, before, OccurrenceOutcome.COALESCED, "it waited for room, and %s came due".formatted(due));
            if (!over) {
                return false;
            }
        }
        work.progress = work.progress.withQueued(due);
        return true;
    }

    /** Whether that time is over; it is not if it turns out to have fired, and has no job yet. */
    private boolean pass(Work work, Instant due, OccurrenceOutcome outcome, String reason) {
        Occurrence stored = firing.pass(work.schedule, due, outcome, reason).stored();
        if (stored.outcome() == OccurrenceOutcome.FIRED) {
            return work.took(firing.help(work.schedule, stored));
        }
        work.progress = work.progress.withOutcome(stored.outcome());
        return true;
    }

    /** A turn under way. */
    private static final class Work {
        private final ScheduleState schedule;
        private Progress progress;
        private boolean waits;

        Work(ScheduleState schedule) {
            this.schedule = schedule;
            this.progress = schedule.progress();
        }

        /** Whether it is over with that. */
        boolean took(Firing.Result result) {
            switch (result) {
                case Firing.Result.Fired(var job, Instant at) -> progress = progress.withRun(job, at);
                case Firing.Result.Passed(Occurrence passed) -> progress = progress.withOutcome(passed.outcome());
                case Firing.Result.Wait wait -> waits = true;
            }
            return !(result instanceof Firing.Result.Wait);
        }

        boolean waitsFor(Map<String, String> troubles, String reason) {
            waits = true;
            troubles.put(schedule.id(), reason);
            return false;
        }
    }
}

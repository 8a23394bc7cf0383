package dev.gleaner.api.schedules.firing;

import dev.gleaner.api.schedules.Occurrence;
import dev.gleaner.api.schedules.Occurrence.Cause;
import dev.gleaner.api.schedules.OccurrenceOutcome;
import dev.gleaner.api.schedules.firing.Progress.Asked;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Sees to what was asked of schedules besides their own times. */
public final class Requests {
    /** A time that was due while the owner changed its schedule, and that nobody has decided by then, will not be. */
    private static final Duration UNDECIDED = Duration.ofSeconds(60);

    private final Firings firings;
    private final Firing firing;
    private final InstantSource clock;

    public Requests(Firings firings, Firing firing, InstantSource clock) {
        this.firings = firings;
        this.firing = firing;
        this.clock = clock;
    }

    /** One turn over all that is asked of a schedule; empty if somebody else changed it meanwhile. */
    Optional<ScheduleState> take(ScheduleState seen) {
        Progress progress = seen.progress();
        for (Asked one : seen.progress().asked()) {
            progress = taken(seen.with(progress), one).orElse(progress);
        }
        return progress.equals(seen.progress()) ? Optional.of(seen) : firings.advance(seen, progress, null);
    }

    /** Empty if it is to be looked at again. */
    private Optional<Progress> taken(ScheduleState schedule, Asked one) {
        Progress progress = schedule.progress();
        if (one.cause() == Cause.TRIGGER) {
            Optional<Occurrence> decided = firings.occurrence(one.occurrence());
            if (decided.isEmpty()) {
                boolean over = one.at().plus(UNDECIDED).isBefore(clock.instant());
                return over ? Optional.of(progress.without(one)) : Optional.empty();
            }
            if (decided.get().outcome() != OccurrenceOutcome.FIRED) {
                return Optional.of(progress.without(one));
            }
            return ended(progress, one, firing.help(schedule, decided.get()));
        }
        if (one.cause() == Cause.BACKFILL && !(Room.of(schedule.spec(), progress.active()) instanceof Room.Free)) {
            return Optional.empty();
        }
        // A past time is asked for by its job, which nothing replaces; whoever asks for a run now does not wait for a
        // list.
        Instant until = one.cause() == Cause.BACKFILL
                ? one.at().plus(schedule.spec().misfireGraceTime())
                : one.at().minusMillis(1);
        return ended(
                progress, one, firing.fire(schedule, one.occurrence(), one.cause(), one.dueAt(), until, List.of()));
    }

    private static Optional<Progress> ended(Progress progress, Asked one, Firing.Result result) {
        return switch (result) {
            case Firing.Result.Fired(var job, Instant at) ->
                Optional.of(progress.without(one).withRun(job, at));
            case Firing.Result.Passed(Occurrence passed) ->
                Optional.of(progress.without(one).withOutcome(passed.outcome()));
            case Firing.Result.Wait wait -> Optional.empty();
        };
    }
}

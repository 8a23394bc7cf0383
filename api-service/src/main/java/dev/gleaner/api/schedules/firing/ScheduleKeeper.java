package dev.gleaner.api.schedules.firing;

import java.util.Optional;

/** Does all that is to be done for one schedule now. */
public final class ScheduleKeeper {
    private final Firings firings;
    private final Endings endings;
    private final Requests requests;
    private final ScheduleTurn turn;

    public ScheduleKeeper(Firings firings, Endings endings, Requests requests, ScheduleTurn turn) {
        this.firings = firings;
        this.endings = endings;
        this.requests = requests;
        this.turn = turn;
    }

    /** Returns the schedule afterwards; empty if somebody else changed it, or it is gone. */
    Optional<ScheduleState> keep(ScheduleState seen) {
        if (seen.unreadable() != null) {
            return Optional.of(seen);
        }
        Optional<ScheduleState> after = endings.take(seen).flatMap(requests::take);
        if (after.isPresent() && after.get().removed()) {
            if (!after.get().isBusy()) {
                firings.forget(after.get());
                return Optional.empty();
            }
            return after;
        }
        return after.flatMap(turn::take);
    }
}

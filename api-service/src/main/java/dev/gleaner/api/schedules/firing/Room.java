package dev.gleaner.api.schedules.firing;

import dev.gleaner.api.schedules.ScheduleSpec;
import dev.gleaner.api.schedules.firing.Progress.Active;
import java.util.List;

/** Whether a schedule may have one more job, and at whose cost. */
sealed interface Room {
    /**
     * It may.
     *
     * @param replaced jobs that have to go for it, the oldest
     */
    record Free(List<Active> replaced) implements Room {}

    /** It has to wait until another has ended. */
    record Later() implements Room {}

    /** It may not. */
    record None() implements Room {}

    /** @param open its jobs that have not ended for good, the oldest first */
    static Room of(ScheduleSpec spec, List<Active> open) {
        int most = Math.max(1, spec.maxInstances());
        if (open.size() < most) {
            return new Free(List.of());
        }
        return switch (spec.overlap()) {
            case ALLOW -> new Free(List.of());
            case REPLACE -> new Free(List.copyOf(open.subList(0, open.size() - most + 1)));
            case QUEUE_ONE -> new Later();
            case SKIP -> new None();
        };
    }
}

package dev.gleaner.api.schedules;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Runs of schedules that somebody asks for. */
public interface ScheduleRuns {
    /** Runs a schedule now, as an occurrence of its own, whether it is enabled or not; empty if there is no such one. */
    Optional<Occurrence> now(String scheduleId);

    /**
     * Fires the times of a past range that have not fired, within what its overlap allows, one after the other.
     *
     * @param dryRun only tell which
     * @return those times; empty if there is no such schedule
     */
    Optional<List<Instant>> backfill(String scheduleId, Instant from, Instant to, boolean dryRun);
}

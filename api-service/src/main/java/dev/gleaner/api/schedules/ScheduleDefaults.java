package dev.gleaner.api.schedules;

import dev.gleaner.job.RetryPlan;
import java.time.Duration;
import java.time.ZoneId;

/**
 * What a schedule has that does not say otherwise.
 *
 * @param misfireGraceTime an occurrence fires at most so much later than it was due
 * @param mostCoalesced how many late occurrences {@link Coalesce#ALL} fires at most
 * @param maxInstances open jobs of it at a time
 * @param minInterval the shortest distance that two times of a trigger may have; no default, but a bound
 */
public record ScheduleDefaults(
        ZoneId zone,
        Duration misfireGraceTime,
        Coalesce coalesce,
        int mostCoalesced,
        Overlap overlap,
        int maxInstances,
        RetryPlan retries,
        Duration minInterval) {}

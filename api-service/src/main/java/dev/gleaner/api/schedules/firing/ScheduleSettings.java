package dev.gleaner.api.schedules.firing;

import dev.gleaner.api.schedules.Coalesce;
import dev.gleaner.api.schedules.Overlap;
import dev.gleaner.api.schedules.ScheduleDefaults;
import dev.gleaner.api.schedules.trigger.ReadRules;
import dev.gleaner.job.RetryPlan;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.convert.DurationUnit;

/**
 * Whether and how this process fires schedules, and what a schedule has that does not say otherwise. A number without a unit is
 * one of seconds.
 *
 * @param scheduler SCHEDULER, whether this process fires schedules: on or off; one process of a fleet must
 * @param timeZone SCHEDULE_TIME_ZONE, the zone of schedules that name none: an IANA name
 * @param misfireGraceTime SCHEDULE_MISFIRE_GRACE_TIME, an occurrence fires at most so much later than it was due
 * @param coalesce SCHEDULE_COALESCE, which of several late occurrences fire: latest, earliest or all
 * @param mostCoalesced how many of them, where all do
 * @param overlap SCHEDULE_OVERLAP, what an occurrence does while SCHEDULE_MAX_INSTANCES jobs of its schedule are open: skip,
 *     queue_one, replace or allow
 * @param maxInstances SCHEDULE_MAX_INSTANCES, open jobs of one schedule at a time
 * @param maxRunning SCHEDULE_MAX_RUNNING, open jobs of all schedules at a time, about; 0 for no bound
 * @param maxRetries SCHEDULE_MAX_RETRIES, how often the failed articles of a job are tried again as a further run of it
 * @param retryDelay SCHEDULE_RETRY_DELAY, time between the end of a run and the next
 * @param minInterval SCHEDULE_MIN_INTERVAL, the shortest time between two occurrences that a trigger may have; at least 1s
 */
@ConfigurationProperties("gleaner.schedule")
public record ScheduleSettings(
        boolean scheduler,
        String timeZone,

        @DurationUnit(ChronoUnit.SECONDS) Duration misfireGraceTime,

        Coalesce coalesce,
        int mostCoalesced,
        Overlap overlap,
        int maxInstances,
        int maxRunning,
        int maxRetries,

        @DurationUnit(ChronoUnit.SECONDS) Duration retryDelay,

        @DurationUnit(ChronoUnit.SECONDS) Duration minInterval) {
    public ScheduleSettings {
        try {
            ZoneId.of(timeZone);
        } catch (DateTimeException unknown) {
            throw new IllegalArgumentException(
                    "SCHEDULE_TIME_ZONE must be an IANA time zone, for example Europe/Berlin, but is " + timeZone,
                    unknown);
        }
        if (!misfireGraceTime.isPositive()) {
            throw new IllegalArgumentException(
                    "SCHEDULE_MISFIRE_GRACE_TIME must be positive, but is " + misfireGraceTime);
        }
        atLeast("SCHEDULE_MAX_INSTANCES", 1, maxInstances);
        atLeast("SCHEDULE_MAX_RUNNING", 0, maxRunning);
        atLeast("SCHEDULE_MAX_RETRIES", 0, maxRetries);
        if (retryDelay.isNegative()) {
            throw new IllegalArgumentException("SCHEDULE_RETRY_DELAY must not be negative, but is " + retryDelay);
        }
        if (minInterval.compareTo(ReadRules.SHORTEST) < 0) {
            throw new IllegalArgumentException("SCHEDULE_MIN_INTERVAL must be at least 1s, but is " + minInterval);
        }
    }

    private static void atLeast(String variable, int least, int value) {
        if (value < least) {
            throw new IllegalArgumentException("%s must be at least %d, but is %d".formatted(variable, least, value));
        }
    }

    ScheduleDefaults defaults() {
        return new ScheduleDefaults(
                ZoneId.of(timeZone),
                misfireGraceTime,
                coalesce,
                mostCoalesced,
                overlap,
                maxInstances,
                new RetryPlan(maxRetries, retryDelay),
                minInterval);
    }
}

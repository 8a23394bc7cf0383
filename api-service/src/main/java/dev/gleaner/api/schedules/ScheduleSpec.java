package dev.gleaner.api.schedules;

import dev.gleaner.api.schedules.trigger.Trigger;
import dev.gleaner.job.RetryPlan;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A schedule as its owner says it.
 *
 * @param note why it is enabled or not
 * @param startAt nothing is due before
 * @param endAt nothing is due after
 * @param jitter each occurrence fires up to so much later
 * @param misfireGraceTime an occurrence fires at most so much later than it was due
 * @param mostCoalesced how many late occurrences {@link Coalesce#ALL} fires at most
 * @param maxInstances open jobs of it at a time
 * @param pauseAfterFailures failed jobs in a row that disable it; 0 for never
 * @param jobName template of its jobs' names
 * @param work what is to be done, with the fields of a submission
 */
public record ScheduleSpec(
        String id,
        @Nullable String name,
        @Nullable String description,
        List<String> tags,
        boolean enabled,
        @Nullable String note,
        Trigger trigger,
        ZoneId zone,
        @Nullable Instant startAt,
        @Nullable Instant endAt,
        Duration jitter,
        Duration misfireGraceTime,
        Coalesce coalesce,
        int mostCoalesced,
        Overlap overlap,
        int maxInstances,
        int pauseAfterFailures,
        RetryPlan retries,
        @Nullable String jobName,
        ObjectNode work) {}

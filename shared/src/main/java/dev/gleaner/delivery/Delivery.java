package dev.gleaner.delivery;

import java.time.Instant;

/**
 * Something owed because of what became of a job.
 *
 * @param id derived from what it is about, so that a repeat of the write that owes it changes nothing
 * @param run of the job
 * @param about what it tells, for example {@code job.completed}
 * @param target the address, the name of the command, or empty for files
 * @param attempts made so far
 */
public record Delivery(
        String id,
        String jobId,
        int run,
        DeliveryKind kind,
        String about,
        String target,
        int attempts,
        Instant createdAt,
        Instant dueAt) {}

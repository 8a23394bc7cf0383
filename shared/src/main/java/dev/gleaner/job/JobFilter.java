package dev.gleaner.job;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs a list shows; what is null or empty does not restrict it.
 *
 * @param name the whole name
 * @param tags of which a job must have every one
 * @param createdAfter or at that time
 * @param createdBefore that time
 * @param schedule id of the schedule that they were made for
 */
public record JobFilter(
        @Nullable JobStatus status,
        @Nullable String name,
        List<String> tags,
        @Nullable Instant createdAfter,
        @Nullable Instant createdBefore,
        @Nullable String schedule) {
    public static final JobFilter ALL = new JobFilter(null, null, List.of(), null, null);

    /** Of whatever schedule, and of none. */
    public JobFilter(
            @Nullable JobStatus status,
            @Nullable String name,
            List<String> tags,
            @Nullable Instant createdAfter,
            @Nullable Instant createdBefore) {
        this(status, name, tags, createdAfter, createdBefore, null);
    }

    public JobFilter {
        tags = List.copyOf(tags);
    }
}

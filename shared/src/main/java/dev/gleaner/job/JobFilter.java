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
 * @param text found in the name, a tag, the id or a host, in any case
 * @param host of an address of it, one of those that its outline names
 * @param source of its articles, one of those that its outline names
 */
public record JobFilter(
        @Nullable JobStatus status,
        @Nullable String name,
        List<String> tags,
        @Nullable Instant createdAfter,
        @Nullable Instant createdBefore,
        @Nullable String schedule,
        @Nullable String text,
        @Nullable String host,
        @Nullable String source) {
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

    /** Whatever it is about. */
    public JobFilter(
            @Nullable JobStatus status,
            @Nullable String name,
            List<String> tags,
            @Nullable Instant createdAfter,
            @Nullable Instant createdBefore,
            @Nullable String schedule) {
        this(status, name, tags, createdAfter, createdBefore, schedule, null, null, null);
    }

    public JobFilter {
        tags = List.copyOf(tags);
    }
}

package dev.gleaner.client;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs to list, newest first.
 *
 * @param status only jobs in this state, or null
 * @param name only jobs of exactly this name, or null
 * @param tags only jobs with all of them
 * @param createdAfter only jobs created then or later, or null
 * @param createdBefore only jobs created before, or null
 * @param limit 1 to 1000
 * @param skip how many to leave out at the beginning
 */
public record JobFilter(
        @Nullable JobStatus status,
        @Nullable String name,
        List<String> tags,
        @Nullable Instant createdAfter,
        @Nullable Instant createdBefore,
        int limit,
        int skip) {

    private static final int USUAL = 50;

    public JobFilter {
        tags = List.copyOf(tags);
    }

    /** The newest 50 jobs. */
    public static JobFilter all() {
        return new JobFilter(null, null, List.of(), null, null, USUAL, 0);
    }

    /** Only jobs in this state. */
    public JobFilter status(JobStatus wanted) {
        return new JobFilter(wanted, name, tags, createdAfter, createdBefore, limit, skip);
    }

    /** Only jobs of exactly this name. */
    public JobFilter name(String wanted) {
        return new JobFilter(status, wanted, tags, createdAfter, createdBefore, limit, skip);
    }

    /** Only jobs with all of these tags. */
    public JobFilter tags(List<String> wanted) {
        return new JobFilter(status, name, wanted, createdAfter, createdBefore, limit, skip);
    }

    /** Only jobs created then or later. */
    public JobFilter createdAfter(Instant time) {
        return new JobFilter(status, name, tags, time, createdBefore, limit, skip);
    }

    /** Only jobs created before. */
    public JobFilter createdBefore(Instant time) {
        return new JobFilter(status, name, tags, createdAfter, time, limit, skip);
    }

    /** Another page. */
    public JobFilter page(int most, int from) {
        return new JobFilter(status, name, tags, createdAfter, createdBefore, most, from);
    }

    Query query() {
        Query query = new Query()
                .add("status_filter", status)
                .add("name", name)
                .add("created_after", createdAfter)
                .add("created_before", createdBefore)
                .add("limit", limit)
                .add("skip", skip);
        tags.forEach(tag -> query.add("tag", tag));
        return query;
    }
}

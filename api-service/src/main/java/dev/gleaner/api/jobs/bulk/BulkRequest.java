package dev.gleaner.api.jobs.bulk;

import dev.gleaner.article.ErrorCode;
import dev.gleaner.job.JobFilter;
import dev.gleaner.job.JobStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs are meant, and how many of them at most; what is null does not restrict it.
 *
 * @param statuses of which a job must have one
 * @param filter by name, tags and time; its status is not asked
 * @param host of an article that is open, or that failed
 * @param errorCode of an article that failed; with a host, of one of that host
 * @param most jobs that are changed at a time
 * @param dryRun whether they are only counted
 */
public record BulkRequest(
        List<JobStatus> statuses,
        JobFilter filter,
        @Nullable String host,
        @Nullable ErrorCode errorCode,
        int most,
        boolean dryRun) {
    public BulkRequest {
        statuses = List.copyOf(statuses);
    }

    JobFilter filterFor(JobStatus status) {
        return new JobFilter(
                status, filter.name(), filter.tags(), filter.createdAfter(), filter.createdBefore());
    }

    /** Whether the articles of a job have to be looked at. */
    boolean asksArticles() {
        return host != null || errorCode != null;
    }
}

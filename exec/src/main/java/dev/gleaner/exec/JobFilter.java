package dev.gleaner.exec;

import dev.gleaner.exec.record.JobRecord;
import dev.gleaner.exec.record.JobStatus;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs are asked for.
 *
 * @param ids with {@code *} and {@code ?}; empty for all
 * @param statuses empty for all
 * @param conditions all of which must hold
 * @param since that were made at this time or later; null for all
 * @param everyRun whether all runs of a job count, and not only the latest
 */
public record JobFilter(
        List<String> ids,
        Set<JobStatus> statuses,
        List<Condition> conditions,
        @Nullable Instant since,
        boolean everyRun) {
    public JobFilter {
        ids = List.copyOf(ids);
        statuses = Set.copyOf(statuses);
        conditions = List.copyOf(conditions);
    }

    /** The latest run of every job. */
    public static JobFilter all() {
        return ids(List.of());
    }

    /** The latest run of the jobs with these ids, which may hold {@code *} and {@code ?}. */
    public static JobFilter ids(Collection<String> ids) {
        return new JobFilter(List.copyOf(ids), Set.of(), List.of(), null, false);
    }

    boolean mayHold(String id) {
        return ids.isEmpty() || Glob.matchesAny(ids, id);
    }

    boolean holds(JobRecord job) {
        return (statuses.isEmpty() || statuses.contains(job.status()))
                && (since == null || !job.createdAt().isBefore(since))
                && conditions.stream().allMatch(condition -> condition.holds(job));
    }
}

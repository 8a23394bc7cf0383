package dev.gleaner.exec;

import dev.gleaner.exec.record.JobStatus;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which runs are removed with their logs. One that has not ended never is.
 *
 * @param ids with {@code *} and {@code ?}; empty for all
 * @param statuses empty for all ends
 * @param olderThan that ended longer ago than this
 * @param keep the newest of each job that stay in any case; null for none
 * @param damaged whether records that cannot be read are removed, too, whatever their age
 * @param dryRun whether it is only told which
 */
public record PruneRequest(
        List<String> ids,
        Set<JobStatus> statuses,
        Duration olderThan,
        @Nullable Integer keep,
        boolean damaged,
        boolean dryRun) {
    public static final Duration USUAL_AGE = Duration.ofDays(7);

    public PruneRequest {
        ids = List.copyOf(ids);
        statuses = Set.copyOf(statuses);
        if (olderThan.isNegative() || keep != null && keep < 0) {
            throw new CommandsException.Invalid("what is kept must not be less than nothing");
        }
    }

    /** All runs that ended so long ago. */
    public static PruneRequest olderThan(Duration age) {
        return new PruneRequest(List.of(), Set.of(), age, null, false, false);
    }
}

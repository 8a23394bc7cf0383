package dev.gleaner.exec;

import dev.gleaner.exec.record.JobRecord;
import java.util.List;

/**
 * What became of jobs that somebody waited for.
 *
 * @param jobs all of them, in the order in which they were asked for
 * @param timedOut whether some have not ended
 */
public record Awaited(List<JobRecord> jobs, boolean timedOut) {
    public Awaited {
        jobs = List.copyOf(jobs);
    }
}

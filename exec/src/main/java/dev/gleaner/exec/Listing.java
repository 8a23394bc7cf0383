package dev.gleaner.exec;

import dev.gleaner.exec.record.Damage;
import dev.gleaner.exec.record.JobRecord;
import java.util.List;

/**
 * Records that were found.
 *
 * @param jobs the newest first
 * @param damages records that could not be read and were passed over
 */
public record Listing(List<JobRecord> jobs, List<Damage> damages) {
    public Listing {
        jobs = List.copyOf(jobs);
        damages = List.copyOf(damages);
    }
}

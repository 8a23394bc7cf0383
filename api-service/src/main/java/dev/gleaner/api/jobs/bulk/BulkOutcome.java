package dev.gleaner.api.jobs.bulk;

import java.util.List;

/**
 * What became of a change of many jobs.
 *
 * @param matched jobs that were meant, up to the limit
 * @param jobIds of those that were changed, or would be, the newest first
 * @param articles of them that were given up, or run again
 * @param more whether there may be further ones: the limit was reached
 */
public record BulkOutcome(int matched, List<String> jobIds, int articles, boolean more) {
    public BulkOutcome {
        jobIds = List.copyOf(jobIds);
    }
}

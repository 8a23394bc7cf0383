package dev.gleaner.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of the schedules of a document.
 *
 * @param dryRun whether nothing was changed
 * @param kept there, and not as the document says
 */
public record ScheduleTransfer(
        boolean dryRun, int created, int changed, int unchanged, int kept, int removed, List<Entry> schedules) {

    public ScheduleTransfer {
        schedules = List.copyOf(schedules);
    }

    /**
     * One schedule.
     *
     * @param change created, changed, unchanged, kept or removed
     * @param fields what differs
     */
    public record Entry(String id, String change, List<Difference> fields, List<String> warnings) {

        public Entry {
            fields = List.copyOf(fields);
            warnings = List.copyOf(warnings);
        }
    }

    /** A field that is not as it was; secrets are masked. */
    public record Difference(
            String field, @Nullable Object from, @Nullable Object to) {}
}

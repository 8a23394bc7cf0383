package dev.gleaner.api.report;

import dev.gleaner.job.Effort;
import dev.gleaner.job.Efforts;
import dev.gleaner.job.Failure;
import dev.gleaner.job.Item;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One article of a job, as a report tells of it. Null is what is not known, or not yet.
 *
 * @param run in which it ended
 * @param effort what it took
 * @param failure why there is no text
 */
record ReportEntry(
        Item item,
        Status status,
        @Nullable Integer run,
        @Nullable Effort effort,
        @Nullable Failure failure) {

    /** How an article stands in its job. */
    enum Status {
        FETCHED,
        UNCHANGED,
        FRESH,
        FAILED,
        PENDING,
        CANCELLED,
        /** There is a text; a consumer of an earlier version did not note how it came. */
        UNKNOWN;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether the job has a text of it. */
        boolean ok() {
            return switch (this) {
                case FETCHED, UNCHANGED, FRESH, UNKNOWN -> true;
                case FAILED, PENDING, CANCELLED -> false;
            };
        }
    }

    static ReportEntry open(Item item, Status status) {
        return new ReportEntry(item, status, null, null, null);
    }

    /** A note of another end says nothing of this one. */
    static ReportEntry failed(Item item, Failure failure, Efforts.@Nullable Note note) {
        return note == null || note.effort().brought() != Effort.Brought.NOTHING
                ? new ReportEntry(item, Status.FAILED, null, null, failure)
                : new ReportEntry(item, Status.FAILED, note.run(), note.effort(), failure);
    }

    static ReportEntry ended(Item item, Efforts.@Nullable Note note) {
        if (note == null) {
            return new ReportEntry(item, Status.UNKNOWN, null, null, null);
        }
        return switch (note.effort().brought()) {
            case FETCHED -> new ReportEntry(item, Status.FETCHED, note.run(), note.effort(), null);
            case UNCHANGED -> new ReportEntry(item, Status.UNCHANGED, note.run(), note.effort(), null);
            case FRESH -> new ReportEntry(item, Status.FRESH, note.run(), note.effort(), null);
            case NOTHING -> new ReportEntry(item, Status.UNKNOWN, null, null, null);
        };
    }
}

package dev.gleaner.job;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What of a job is written to files when it has ended.
 *
 * @param fileName template of the names; null for the usual one of the split
 * @param zone whose dates and times stand in names
 */
public record OutputOrder(
        Format format,
        Split split,
        Include include,
        @Nullable String fileName,
        ZoneId zone) {
    /** The form of the files. */
    public enum Format {
        JSON,
        NDJSON,
        CSV,
        MARKDOWN
    }

    /** What goes into a file of its own. */
    public enum Split {
        RUN,
        HOST,
        ARTICLE
    }

    /** Which articles. */
    public enum Include {
        ALL,
        CHANGED
    }
}

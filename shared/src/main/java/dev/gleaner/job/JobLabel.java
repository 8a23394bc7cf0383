package dev.gleaner.job;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a submitter calls a job, to find it again; it changes nothing of the work.
 *
 * @param name any text
 * @param tags in the order given, none twice
 */
public record JobLabel(@Nullable String name, List<String> tags) {
    public static final JobLabel NONE = new JobLabel(null, List.of());

    public JobLabel {
        tags = List.copyOf(tags);
    }
}

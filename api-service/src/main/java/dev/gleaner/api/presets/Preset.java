package dev.gleaner.api.presets;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Work under a name.
 *
 * @param work with the fields of a submission, its secrets as they are; a secret that cannot be read any more is
 *     {@link #UNREADABLE}
 * @param revision 1, and one more with each change
 */
public record Preset(
        String name,
        @Nullable String description,
        ObjectNode work,
        long revision,
        Instant createdAt,
        Instant updatedAt) {
    /** No valid value of any header, so that nothing is fetched without a secret that belongs to it. */
    public static final String UNREADABLE = "\u0000";
}

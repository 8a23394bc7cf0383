package dev.gleaner.scraper;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A param that a scraper takes.
 *
 * @param pattern that the whole of each value must match (java.util.regex); null for any
 * @param defaults what it is if nobody says it: one value, or those of a list; empty for none
 */
public record ParamSpec(
        String name,
        ParamType type,
        @Nullable String description,
        @Nullable String pattern,
        List<String> defaults,
        boolean required) {
    public ParamSpec {
        defaults = List.copyOf(defaults);
    }
}

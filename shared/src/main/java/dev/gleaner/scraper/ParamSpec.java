package dev.gleaner.scraper;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A param that a scraper takes.
 *
 * @param pattern that the whole of each value must match (RE2, which takes no more than linear time); null for any
 * @param defaults what it is if nobody says it: one value, or those of a list; empty for none
 * @param dash whether a value may begin with {@code -}; it may where no program can take it for an option
 */
public record ParamSpec(
        String name,
        ParamType type,
        @Nullable String description,
        @Nullable String pattern,
        List<String> defaults,
        boolean required,
        boolean dash) {
    public ParamSpec {
        defaults = List.copyOf(defaults);
    }

    /** One whose values must not begin with {@code -}. */
    public ParamSpec(
            String name,
            ParamType type,
            @Nullable String description,
            @Nullable String pattern,
            List<String> defaults,
            boolean required) {
        this(name, type, description, pattern, defaults, required, false);
    }
}

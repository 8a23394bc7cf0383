package dev.gleaner.extract.metadata;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value and where it was found. */
public record Found<T>(T value, Source source) {
    /** Null for a text that says nothing. */
    public static @Nullable Found<String> text(@Nullable String text, Source source) {
        return text == null || text.isBlank() ? null : new Found<>(text, source);
    }

    /** What the first place gives that gives anything; the places after it are not asked. */
    @SafeVarargs
    static <T> @Nullable Found<T> firstOf(Supplier<@Nullable Found<T>>... places) {
        for (Supplier<@Nullable Found<T>> place : places) {
            @Nullable Found<T> found = place.get();
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    @SafeVarargs
    static <T> @Nullable Found<T> first(@Nullable Found<T>... candidates) {
        for (Found<T> candidate : candidates) {
            if (candidate != null) {
                return candidate;
            }
        }
        return null;
    }
}

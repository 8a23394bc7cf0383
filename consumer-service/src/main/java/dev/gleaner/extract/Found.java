package dev.gleaner.extract;

import org.jspecify.annotations.Nullable;

/** A value, and where it was found. */
record Found<T>(T value, Source source) {
    /** Null for a text that says nothing. */
    static @Nullable Found<String> text(@Nullable String text, Source source) {
        return text == null || text.isBlank() ? null : new Found<>(text, source);
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

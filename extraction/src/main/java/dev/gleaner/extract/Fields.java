package dev.gleaner.extract;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Takes the values out of what was found, and notes their sources. */
final class Fields {
    private final Map<String, Source> sources = new TreeMap<>();

    <T> @Nullable T take(String field, @Nullable Found<T> found) {
        if (found == null) {
            return null;
        }
        sources.put(field, found.source());
        return found.value();
    }

    Map<String, Source> sources() {
        return sources;
    }
}

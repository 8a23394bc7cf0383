package dev.gleaner.extract;

import dev.gleaner.extract.metadata.Found;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Takes the values out of what was found, and notes where each was found. */
final class Sources {
    private final Map<String, String> labels = new TreeMap<>();

    /** @param field as {@link ArticleContent} names it to the store and to clients */
    <T> @Nullable T take(String field, @Nullable Found<T> found) {
        if (found == null) {
            return null;
        }
        labels.put(field, found.source().label());
        return found.value();
    }

    /** The labels of the sources, by field. */
    Map<String, String> labels() {
        return labels;
    }
}

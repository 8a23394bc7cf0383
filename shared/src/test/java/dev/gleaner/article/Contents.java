package dev.gleaner.article;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gleaner.extract.ArticleContent;
import dev.gleaner.id.Fingerprint;
import java.lang.reflect.RecordComponent;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Contents of articles for tests; whatever components the record has, they are filled. */
public final class Contents {
    private static final List<RecordComponent> COMPONENTS = Arrays.asList(ArticleContent.class.getRecordComponents());

    private Contents() {}

    /** Every component has a value that no other has. */
    public static ArticleContent full() {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (RecordComponent component : COMPONENTS) {
            values.put(nameOf(component), valueOf(component, values.size()));
        }
        return of(values);
    }

    /** Nothing was read. */
    public static ArticleContent none() {
        return of(Map.of());
    }

    public static ArticleContent ofText(String title, String text) {
        return ofText(title, text, text);
    }

    public static ArticleContent ofText(String title, String text, @Nullable String markdown) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("title", title);
        values.put("content", text);
        values.put("markdown", markdown);
        values.put("word_count", 1);
        values.put("content_hash", Fingerprint.of(text));
        values.put("sources", Map.of("title", "html"));
        return of(values);
    }

    /** The components by the names under which they are stored and answered. */
    public static Map<String, @Nullable Object> byName(ArticleContent content) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (RecordComponent component : COMPONENTS) {
            try {
                values.put(nameOf(component), component.getAccessor().invoke(content));
            } catch (ReflectiveOperationException broken) {
                throw new AssertionError(broken);
            }
        }
        return values;
    }

    private static ArticleContent of(Map<String, ?> values) {
        try {
            return ArticleContent.class
                    .getDeclaredConstructor(
                            COMPONENTS.stream().map(RecordComponent::getType).toArray(Class<?>[]::new))
                    .newInstance(COMPONENTS.stream()
                            .map(component -> values.containsKey(nameOf(component))
                                    ? values.get(nameOf(component))
                                    : nothing(component.getType()))
                            .toArray());
        } catch (ReflectiveOperationException broken) {
            throw new AssertionError(broken);
        }
    }

    private static String nameOf(RecordComponent component) {
        return component.getAccessor().getAnnotation(JsonProperty.class).value();
    }

    private static @Nullable Object nothing(Class<?> type) {
        return type == List.class ? List.of() : type == Map.class ? Map.of() : null;
    }

    private static Object valueOf(RecordComponent component, int number) {
        Class<?> type = component.getType();
        if (type == String.class) {
            return "the " + nameOf(component);
        }
        if (type == Integer.class) {
            return 1_000 + number;
        }
        if (type == OffsetDateTime.class) {
            return OffsetDateTime.parse("2026-03-04T23:30:00.120-05:00").plusDays(number);
        }
        if (type == List.class) {
            return List.of("one " + nameOf(component), "another");
        }
        if (type == Map.class) {
            return Map.of("title", "html", "language", "text");
        }
        throw new AssertionError("no value for " + component);
    }
}

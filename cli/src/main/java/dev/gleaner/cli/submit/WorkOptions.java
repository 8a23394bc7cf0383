package dev.gleaner.cli.submit;

import dev.gleaner.client.Submission;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a command line says of the work, in place of what its file says. Null, or empty, leaves it to the file.
 *
 * @param maxAge seconds, or {@code day}
 * @param params of the scraper, each with what was said of it, in order
 * @param settings of the scraper, the last one counts
 * @param tags besides those of the file
 */
public record WorkOptions(
        @Nullable Object maxAge,
        @Nullable String scraper,
        Map<String, List<String>> params,
        Map<String, List<String>> settings,
        @Nullable Integer priority,
        @Nullable String name,
        List<String> tags) {

    public WorkOptions {
        params = Map.copyOf(params);
        settings = Map.copyOf(settings);
        tags = List.copyOf(tags);
    }

    /** The submission that the fields of a file and these make. */
    public Submission submission(Map<String, Object> file) {
        Submission.Builder submission = Submission.builder();
        fields(file).forEach(submission::field);
        return submission.build();
    }

    /** The same as the fields of its body. */
    Map<String, Object> fields(Map<String, Object> file) {
        Map<String, Object> fields = new LinkedHashMap<>(file);
        put(fields, "max_age", maxAge);
        if ("day".equals(maxAge)) {
            fields.putIfAbsent("time_zone", ZoneId.systemDefault().getId());
        }
        put(fields, "scraper", scraper);
        put(fields, "priority", priority);
        put(fields, "name", name);
        merge(fields, "params", params, values -> values.size() == 1 ? values.getFirst() : values);
        merge(fields, "settings", settings, List::getLast);
        if (!tags.isEmpty()) {
            List<Object> all = new ArrayList<>();
            if (fields.get("tags") instanceof List<?> before) {
                all.addAll(before);
            }
            all.addAll(tags);
            fields.put("tags", all);
        }
        return fields;
    }

    private static void put(Map<String, Object> fields, String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value);
        }
    }

    /** Single ones are replaced, the others stay. */
    private static void merge(
            Map<String, Object> fields,
            String name,
            Map<String, List<String>> said,
            Function<List<String>, Object> form) {
        if (said.isEmpty()) {
            return;
        }
        Map<Object, Object> all = new LinkedHashMap<>();
        if (fields.get(name) instanceof Map<?, ?> before) {
            all.putAll(before);
        }
        said.forEach((key, values) -> all.put(key, form.apply(values)));
        fields.put(name, all);
    }
}

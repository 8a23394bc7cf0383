package dev.gleaner.api.submission;

import dev.gleaner.job.JobLabel;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads what a submitter calls a job. */
final class LabelReader {
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_TAG = 64;
    private static final int MOST_TAGS = 20;

    private LabelReader() {}

    static JobLabel read(JsonNode root, Faults faults) {
        String name = Values.text(root.get("name"), "name", LONGEST_NAME, faults);
        if (name != null && name.isBlank()) {
            faults.add("name", "must not be blank");
        }
        return new JobLabel(name, List.copyOf(tags(root.get("tags"), faults)));
    }

    private static Set<String> tags(@Nullable JsonNode list, Faults faults) {
        Set<String> tags = new LinkedHashSet<>();
        if (list == null || list.isNull()) {
            return tags;
        }
        if (!list.isArray()) {
            faults.add("tags", "must be a list of strings");
            return tags;
        }
        if (list.size() > MOST_TAGS) {
            faults.add("tags", "holds %d tags; at most %d are taken".formatted(list.size(), MOST_TAGS));
            return tags;
        }
        for (int i = 0; i < list.size(); i++) {
            String path = "tags[" + i + "]";
            JsonNode node = list.get(i);
            String tag = node.isNull() ? "" : Values.text(node, path, LONGEST_TAG, faults);
            // A comma separates tags where they are asked for.
            if (tag != null && (tag.isBlank() || tag.contains(","))) {
                faults.add(path, "must be a text without commas");
            } else if (tag != null) {
                tags.add(tag);
            }
        }
        return tags;
    }
}

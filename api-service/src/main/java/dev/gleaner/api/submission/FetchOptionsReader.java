package dev.gleaner.api.submission;

import dev.gleaner.fetch.FetchOptions;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads what a job asks of the way its pages are fetched. */
final class FetchOptionsReader {
    private final Duration longest;

    /** @param longest that an attempt may take */
    FetchOptionsReader(Duration longest) {
        this.longest = longest;
    }

    FetchOptions read(JsonNode root, Faults faults) {
        return new FetchOptions(
                headers(root.get("headers"), faults),
                language(root.get("language"), faults),
                timeout(root.get("timeout"), faults));
    }

    private static Map<String, String> headers(@Nullable JsonNode node, Faults faults) {
        Map<String, String> headers = new TreeMap<>();
        if (node == null || node.isNull()) {
            return headers;
        }
        if (!node.isObject()) {
            faults.add("headers", "must be an object of header names and texts");
            return headers;
        }
        for (Map.Entry<String, JsonNode> one : node.properties()) {
            String name = one.getKey().toLowerCase(Locale.ROOT);
            if (!FetchOptions.ALLOWED_HEADERS.contains(name)) {
                // Not by its name: what stands there may be a secret in the wrong place, or anything.
                faults.add(
                        "headers", "may only hold " + String.join(", ", new TreeSet<>(FetchOptions.ALLOWED_HEADERS)));
            } else if (!one.getValue().isString()
                    || !FetchOptions.isHeaderValue(one.getValue().asString())) {
                faults.add("headers." + name, "must be a text of at most 4096 printable ASCII characters");
            } else if (headers.put(name, one.getValue().asString()) != null) {
                faults.add("headers." + name, "is given twice");
            }
        }
        return headers;
    }

    private static @Nullable String language(@Nullable JsonNode node, Faults faults) {
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.isString() || !FetchOptions.isLanguage(node.asString())) {
            faults.add("language", "must be a value of Accept-Language, for example \"de, en;q=0.5\"");
            return null;
        }
        return node.asString();
    }

    private @Nullable Duration timeout(@Nullable JsonNode node, Faults faults) {
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.isIntegralNumber()
                || !node.canConvertToInt()
                || node.asInt() < 1
                || node.asInt() > longest.toSeconds()) {
            faults.add("timeout", "must be a number of seconds from 1 to " + longest.toSeconds());
            return null;
        }
        return Duration.ofSeconds(node.asInt());
    }
}

package dev.gleaner.api.submission;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads plain values of a body. */
final class Values {
    private Values() {}

    /** A text that may be left out. */
    static @Nullable String text(@Nullable JsonNode node, String path, int longest, Faults faults) {
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.isString()) {
            faults.add(path, "must be a string");
            return null;
        }
        String text = node.asString();
        if (text.length() > longest) {
            faults.add(path, "is longer than %d characters".formatted(longest));
            return null;
        }
        return whole(text);
    }

    /** A switch that is off when it is left out. */
    static boolean flag(@Nullable JsonNode node, String path, Faults faults) {
        if (node == null || node.isNull()) {
            return false;
        }
        if (!node.isBoolean()) {
            faults.add(path, "must be true or false");
            return false;
        }
        return node.asBoolean();
    }

    /** Without halves of characters, which cannot be stored as UTF-8. */
    static String whole(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}

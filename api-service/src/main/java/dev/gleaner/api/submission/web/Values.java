package dev.gleaner.api.submission.web;

import dev.gleaner.api.submission.SubmissionLimits.Range;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads single values; what is no value of its type is told as a fault of its field. */
final class Values {
    private Values() {}

    static boolean isNothing(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    static @Nullable String text(JsonNode node, String path, BiConsumer<String, String> fault) {
        if (isNothing(node)) {
            return null;
        }
        if (!node.isString()) {
            fault.accept(path, "must be a string");
            return null;
        }
        return node.asString();
    }

    static @Nullable Duration seconds(JsonNode node, String path, Range range, BiConsumer<String, String> fault) {
        Integer seconds = number(node, path, range, fault);
        return seconds == null ? null : Duration.ofSeconds(seconds);
    }

    static @Nullable Integer number(JsonNode node, String path, Range range, BiConsumer<String, String> fault) {
        if (isNothing(node)) {
            return null;
        }
        if (!node.isIntegralNumber() || !node.canConvertToInt()) {
            fault.accept(path, range.fault());
            return null;
        }
        return node.asInt();
    }

    static boolean flag(JsonNode node, String path, BiConsumer<String, String> fault) {
        if (isNothing(node)) {
            return false;
        }
        if (!node.isBoolean()) {
            fault.accept(path, "must be true or false");
            return false;
        }
        return node.asBoolean();
    }

    static @Nullable ZoneId zone(JsonNode node, String path, BiConsumer<String, String> fault) {
        String name = text(node, path, fault);
        try {
            return name == null ? null : ZoneId.of(name);
        } catch (DateTimeException unknown) {
            fault.accept(path, "must be a time zone, for example \"Europe/Berlin\"");
            return null;
        }
    }
}

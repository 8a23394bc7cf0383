package dev.gleaner.api.schedules.form;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Reads a span of time: a whole number of seconds, or a text with a unit: {@code 90s}, {@code 15m}, {@code 2h}, {@code 1d}, {@code 1w}. */
final class Seconds {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,9})([smhdw])");

    private Seconds() {}

    /** The seconds; empty if it is none of both. */
    static Optional<Long> of(JsonNode node) {
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return Optional.of(node.asLong());
        }
        return node.isString() ? of(node.asString()) : Optional.empty();
    }

    private static Optional<Long> of(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long unit = switch (matcher.group(2)) {
            case "s" -> 1;
            case "m" -> 60;
            case "h" -> 3_600;
            case "d" -> 86_400;
            default -> 604_800;
        };
        return Optional.of(Long.parseLong(matcher.group(1)) * unit);
    }
}

package dev.gleaner.cli.call;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spans of time as people write them: {@code 30s}, {@code 10m}, {@code 2h}, {@code 1d}; a number alone counts seconds. */
public final class Spans {
    private static final Pattern SPAN = Pattern.compile("(\\d{1,9})([smhdw]?)");

    private Spans() {}

    /** @throws CliException if it is none */
    public static long seconds(String text) {
        Matcher matcher = SPAN.matcher(text);
        if (!matcher.matches()) {
            throw CliException.usage("No time: " + text + " (for example 30s, 10m or 2h)");
        }
        long unit = switch (matcher.group(2)) {
            case "m" -> 60;
            case "h" -> 3_600;
            case "d" -> 86_400;
            case "w" -> 604_800;
            default -> 1;
        };
        return Long.parseLong(matcher.group(1)) * unit;
    }
}

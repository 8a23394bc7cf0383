package dev.gleaner.consumer.command.file;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes and durations as they are written elsewhere in the settings. */
final class Amounts {
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,12})(B|KB|MB|GB|TB)?");
    private static final Pattern TIME = Pattern.compile("([0-9]{1,12})(ms|s|m|h|d)");

    private Amounts() {}

    /** {@code 10MB} in bytes; a number alone counts bytes. */
    static Optional<Long> size(String text) {
        Matcher form = SIZE.matcher(text.toUpperCase(Locale.ROOT));
        if (!form.matches()) {
            return Optional.empty();
        }
        String unit = form.group(2);
        int steps = unit == null ? 0 : "BKMGT".indexOf(unit.charAt(0));
        return Optional.of(Long.parseLong(form.group(1)))
                .filter(number -> number <= Long.MAX_VALUE >> 10 * steps)
                .map(number -> number << 10 * steps);
    }

    /** {@code 30s}, {@code 500ms}, or as ISO 8601 has it, {@code PT30S}. */
    static Optional<Duration> time(String text) {
        Matcher form = TIME.matcher(text);
        try {
            if (!form.matches()) {
                return Optional.of(Duration.parse(text));
            }
            long number = Long.parseLong(form.group(1));
            return Optional.of(
                    switch (form.group(2)) {
                        case "ms" -> Duration.ofMillis(number);
                        case "s" -> Duration.ofSeconds(number);
                        case "m" -> Duration.ofMinutes(number);
                        case "h" -> Duration.ofHours(number);
                        default -> Duration.ofDays(number);
                    });
        } catch (DateTimeException | ArithmeticException unreadable) {
            return Optional.empty();
        }
    }
}

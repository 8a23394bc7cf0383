package dev.gleaner.exec.cli;

import dev.gleaner.exec.CommandsException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/** Times and sizes as people write them. */
final class Quantities {
    private static final long KILO = 1024;
    private static final long SECOND = 1000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private Quantities() {}

    /** {@code 90} (seconds), {@code 500ms}, {@code 1h30m}, {@code 2d}, {@code 1w}, or ISO 8601. */
    static Duration duration(String text) {
        if (text.startsWith("P") || text.startsWith("p")) {
            try {
                return Duration.parse(text);
            } catch (DateTimeException e) {
                throw noDuration(text);
            }
        }
        long millis = 0;
        int at = 0;
        while (at < text.length()) {
            int unit = at;
            while (unit < text.length() && Character.isDigit(text.charAt(unit))) {
                unit++;
            }
            int next = unit;
            while (next < text.length() && Character.isLetter(text.charAt(next))) {
                next++;
            }
            if (unit == at || unit == next && next < text.length()) {
                throw noDuration(text);
            }
            try {
                millis = Math.addExact(
                        millis,
                        Math.multiplyExact(
                                Long.parseLong(text.substring(at, unit)), millis(text, text.substring(unit, next))));
            } catch (ArithmeticException | NumberFormatException e) {
                throw noDuration(text);
            }
            at = next;
        }
        if (text.isEmpty()) {
            throw noDuration(text);
        }
        return Duration.ofMillis(millis);
    }

    private static long millis(String text, String unit) {
        return switch (unit) {
            case "ms" -> 1;
            case "", "s" -> SECOND;
            case "m" -> MINUTE;
            case "h" -> HOUR;
            case "d" -> DAY;
            case "w" -> 7 * DAY;
            default -> throw noDuration(text);
        };
    }

    private static CommandsException.Invalid noDuration(String text) {
        return new CommandsException.Invalid("%s is no length of time, such as 90s, 1h30m or 2d".formatted(text));
    }

    /** {@code 1048576}, {@code 512K}, {@code 64MB}, {@code 2GiB}: always in steps of 1,024. */
    static long bytes(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        int digits = 0;
        while (digits < upper.length() && Character.isDigit(upper.charAt(digits))) {
            digits++;
        }
        long unit = switch (upper.substring(digits)) {
            case "", "B" -> 1;
            case "K", "KB", "KIB" -> KILO;
            case "M", "MB", "MIB" -> KILO * KILO;
            case "G", "GB", "GIB" -> KILO * KILO * KILO;
            case "T", "TB", "TIB" -> KILO * KILO * KILO * KILO;
            default -> throw noSize(text);
        };
        try {
            return Math.multiplyExact(Long.parseLong(upper.substring(0, digits)), unit);
        } catch (ArithmeticException | NumberFormatException e) {
            throw noSize(text);
        }
    }

    private static CommandsException.Invalid noSize(String text) {
        return new CommandsException.Invalid("%s is no size, such as 64MB or 1G".formatted(text));
    }

    static int count(String text) {
        try {
            int count = Integer.parseInt(text);
            if (count >= 0) {
                return count;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new CommandsException.Invalid(text + " is no number from 0 on");
    }

    /** A time, a date (its beginning in UTC), or how long ago. */
    static Instant time(String text, Instant now) {
        try {
            return text.contains("T") && !text.startsWith("P")
                    ? Instant.parse(text)
                    : text.length() == 10 && text.charAt(4) == '-'
                            ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                            : now.minus(duration(text));
        } catch (DateTimeException e) {
            throw new CommandsException.Invalid(
                    "%s is no time, such as 2026-11-30T18:00:00Z, 2026-11-30 or 2h (ago)".formatted(text));
        }
    }
}

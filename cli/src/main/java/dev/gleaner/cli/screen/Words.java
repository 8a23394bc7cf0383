package dev.gleaner.cli.screen;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Times, spans and sizes for people. */
public final class Words {
    private Words() {}

    /** A span in its two largest units: {@code 42s}, {@code 3m 05s}, {@code 2h 10m}, {@code 4d 3h}. */
    public static String span(long seconds) {
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3_600) {
            return "%dm %02ds".formatted(seconds / 60, seconds % 60);
        }
        if (seconds < 86_400) {
            return "%dh %02dm".formatted(seconds / 3_600, seconds % 3_600 / 60);
        }
        return "%dd %dh".formatted(seconds / 86_400, seconds % 86_400 / 3_600);
    }

    /** How long ago, or in how long; {@code -} for no time. */
    public static String relative(@Nullable Instant time, Instant now) {
        if (time == null) {
            return "-";
        }
        Duration ago = Duration.between(time, now);
        if (ago.abs().toSeconds() < 1) {
            return "now";
        }
        return ago.isNegative() ? "in " + span(-ago.toSeconds()) : span(ago.toSeconds()) + " ago";
    }

    /** Of something in a second; {@code -} where it is not known. */
    public static String rate(@Nullable Double perSecond) {
        if (perSecond == null) {
            return "-";
        }
        return String.format(Locale.ROOT, perSecond < 10 ? "%.1f/s" : "%.0f/s", perSecond);
    }

    /** A number of bytes, in steps of 1,024. */
    public static String bytes(long bytes) {
        String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
        double rest = bytes;
        int unit = 0;
        while (rest >= 1_024 && unit < units.length - 1) {
            rest /= 1_024;
            unit++;
        }
        return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", rest, units[unit]);
    }

    /** The text, or a hyphen for none. */
    public static String orHyphen(String text) {
        return text.isEmpty() ? "-" : text;
    }
}

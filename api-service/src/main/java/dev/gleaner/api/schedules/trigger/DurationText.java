package dev.gleaner.api.schedules.trigger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Distances as people write them: {@code 90s}, {@code 15m}, {@code 1h30m}, {@code 2 days}, {@code 1w}. */
final class DurationText {
    private static final Pattern PART =
            Pattern.compile("\\s*(\\d{1,9})\\s*(seconds?|secs?|s|minutes?|mins?|m|hours?|h|days?|d|weeks?|w)\\s*");
    /** From the largest on, by their first letters. */
    private static final Map<String, Long> UNITS = new LinkedHashMap<>();

    static {
        UNITS.put("week", Duration.ofDays(7).getSeconds());
        UNITS.put("day", Duration.ofDays(1).getSeconds());
        UNITS.put("hour", Duration.ofHours(1).getSeconds());
        UNITS.put("minute", Duration.ofMinutes(1).getSeconds());
        UNITS.put("second", 1L);
    }

    private DurationText() {}

    /** Empty if it is none; units may stand in any order, and add up. */
    static Optional<Duration> read(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        Matcher part = PART.matcher(lower);
        long seconds = 0;
        int end = 0;
        while (end < lower.length() && part.find(end) && part.start() == end) {
            seconds += Long.parseLong(part.group(1)) * unit(part.group(2));
            end = part.end();
        }
        return end == lower.length() && end > 0 ? Optional.of(Duration.ofSeconds(seconds)) : Optional.empty();
    }

    private static long unit(String name) {
        return UNITS.entrySet().stream()
                .filter(unit -> unit.getKey().charAt(0) == name.charAt(0))
                .mapToLong(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }

    /** In the largest unit that it is a whole number of: {@code 90m} for an hour and a half. */
    static String write(Duration duration) {
        return UNITS.entrySet().stream()
                .filter(unit -> duration.getSeconds() % unit.getValue() == 0)
                .map(unit -> "%d%c"
                        .formatted(
                                duration.getSeconds() / unit.getValue(),
                                unit.getKey().charAt(0)))
                .findFirst()
                .orElseThrow();
    }

    /** {@code 15 minutes}, {@code hour}, {@code 1 hour and 30 minutes}. */
    static String words(Duration duration) {
        List<String> words = new ArrayList<>();
        long left = duration.getSeconds();
        for (Map.Entry<String, Long> unit : UNITS.entrySet()) {
            long count = left / unit.getValue();
            left %= unit.getValue();
            if (count > 0) {
                words.add(count == 1 ? "1 " + unit.getKey() : Phrases.every(count, unit.getKey()));
            }
        }
        String all = Phrases.list(words);
        return words.size() == 1 && all.startsWith("1 ") ? all.substring(2) : all;
    }
}

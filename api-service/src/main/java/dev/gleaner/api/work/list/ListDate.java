package dev.gleaner.api.work.list;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Dates of feeds and sitemaps, which only order entries, so that what cannot be read is no fault: W3C dates of any precision
 * (NOTE-datetime) and those of RFC 822 as they are met, with names of days that are wrong or missing, two-digit years and names
 * of zones.
 */
final class ListDate {
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

    /** RFC 822, section 5.1; any other name counts as UTC, as it says of those of the military. */
    private static final Map<String, Integer> ZONES =
            Map.of("EST", -5, "EDT", -4, "CST", -6, "CDT", -5, "MST", -7, "MDT", -6, "PST", -8, "PDT", -7);

    private static final String TIME = "(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,]\\d{1,9})?)?";
    private static final String ZONE = "\\s*(Z|[A-Za-z]{1,5}|[+-]\\d{2}:?\\d{2})?";
    private static final Pattern W3C =
            Pattern.compile("(\\d{4})(?:-(\\d{1,2})(?:-(\\d{1,2})(?:[Tt ]\\s*" + TIME + ZONE + ")?)?)?");
    private static final Pattern RFC_822 =
            Pattern.compile("(?:[A-Za-z]+\\.?,?\\s+)?(\\d{1,2})[ -]([A-Za-z]{3})[A-Za-z]*\\.?[ -](\\d{2}|\\d{4})(?:\\s+"
                    + TIME + ZONE + ")?");

    private static final int LONGEST = 60;
    private static final int CENTURY = 100;

    /** Two-digit years below are of this century (RFC 2822, section 4.3). */
    private static final int FIRST_OF_LAST_CENTURY = 50;

    private ListDate() {}

    /** Empty if it is none. */
    static Optional<Instant> parse(@Nullable String text) {
        if (text == null || text.length() > LONGEST) {
            return Optional.empty();
        }
        String date = text.strip();
        try {
            Matcher w3c = W3C.matcher(date);
            if (w3c.matches()) {
                return Optional.of(
                        at(Integer.parseInt(w3c.group(1)), number(w3c.group(2), 1), number(w3c.group(3), 1), w3c, 4));
            }
            Matcher rfc = RFC_822.matcher(date);
            if (rfc.matches()) {
                int month = MONTHS.indexOf(rfc.group(2).toLowerCase(Locale.ROOT)) + 1;
                return Optional.of(at(year(rfc.group(3)), month, Integer.parseInt(rfc.group(1)), rfc, 4));
            }
        } catch (DateTimeException impossible) {
            // As if it were not there.
        }
        return Optional.empty();
    }

    private static Instant at(int year, int month, int day, Matcher matcher, int firstGroupOfTime) {
        LocalTime time = LocalTime.of(
                number(matcher.group(firstGroupOfTime), 0),
                number(matcher.group(firstGroupOfTime + 1), 0),
                // A second that was put in.
                Math.min(number(matcher.group(firstGroupOfTime + 2), 0), 59));
        return LocalDate.of(year, month, day).atTime(time).toInstant(offset(matcher.group(firstGroupOfTime + 3)));
    }

    private static ZoneOffset offset(@Nullable String zone) {
        if (zone == null) {
            return ZoneOffset.UTC;
        }
        return zone.charAt(0) == '+' || zone.charAt(0) == '-'
                ? ZoneOffset.of(zone)
                : ZoneOffset.ofHours(ZONES.getOrDefault(zone.toUpperCase(Locale.ROOT), 0));
    }

    private static int year(String digits) {
        int year = Integer.parseInt(digits);
        if (year >= CENTURY) {
            return year;
        }
        return year < FIRST_OF_LAST_CENTURY ? 2000 + year : 1900 + year;
    }

    private static int number(@Nullable String digits, int otherwise) {
        return digits == null ? otherwise : Integer.parseInt(digits);
    }
}

package dev.gleaner.extract.metadata;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds a day in what a page shows to its readers, as a last resort; it is taken as beginning in UTC. */
final class WrittenDate {
    /** By the first three letters, in English, German, French, Spanish, Italian and Portuguese where they differ. */
    private static final List<List<String>> MONTHS = List.of(
            List.of("jan", "ene", "gen", "jän"),
            List.of("feb", "fev", "fév"),
            List.of("mar", "mär", "mrz"),
            List.of("apr", "avr", "abr"),
            List.of("may", "mai", "mag"),
            List.of("jun", "juin", "giu"),
            List.of("jul", "juil", "lug"),
            List.of("aug", "aoû", "ago"),
            List.of("sep", "set"),
            List.of("oct", "okt", "out", "ott"),
            List.of("nov"),
            List.of("dec", "dez", "déc", "dic"));

    private static final Pattern YEAR_FIRST =
            Pattern.compile("\\b((?:19|20)\\d\\d)[-/.年]\\s?(\\d{1,2})[-/.月]\\s?(\\d{1,2})");
    private static final Pattern DOTTED = Pattern.compile("\\b(\\d{1,2})\\.\\s?(\\d{1,2})\\.\\s?((?:19|20)\\d\\d)\\b");
    private static final Pattern DAY_MONTH = Pattern.compile(
            "\\b(\\d{1,2})(?:st|nd|rd|th|\\.|º)?\\s(?:de\\s)?(\\p{L}{3,10})\\.?,?\\s(?:de\\s)?((?:19|20)\\d\\d)\\b");
    private static final Pattern MONTH_DAY =
            Pattern.compile("\\b(\\p{L}{3,10})\\.?\\s(\\d{1,2})(?:st|nd|rd|th)?,?\\s((?:19|20)\\d\\d)\\b");

    private WrittenDate() {}

    static @Nullable OffsetDateTime in(String text) {
        Matcher date = YEAR_FIRST.matcher(text);
        if (date.find()) {
            return day(date.group(1), number(date.group(2)), date.group(3));
        }
        date = DOTTED.matcher(text);
        if (date.find()) {
            return day(date.group(3), number(date.group(2)), date.group(1));
        }
        date = DAY_MONTH.matcher(text);
        if (date.find()) {
            return day(date.group(3), month(date.group(2)), date.group(1));
        }
        date = MONTH_DAY.matcher(text);
        return date.find() ? day(date.group(3), month(date.group(1)), date.group(2)) : null;
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }

    private static int month(String name) {
        String start = name.toLowerCase(Locale.ROOT);
        for (int i = 0; i < MONTHS.size(); i++) {
            if (MONTHS.get(i).stream().anyMatch(start::startsWith)) {
                return i + 1;
            }
        }
        return 0;
    }

    private static @Nullable OffsetDateTime day(String year, int month, String day) {
        try {
            return LocalDate.of(number(year), month, number(day)).atStartOfDay().atOffset(ZoneOffset.UTC);
        } catch (DateTimeException noSuchDay) {
            return null;
        }
    }
}

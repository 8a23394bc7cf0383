package dev.gleaner.extract.metadata;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the times that pages declare, with their offset. A time without a zone is taken as UTC. */
public final class Dates {
    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendPattern("['T'][ ]")
            .appendPattern("HH:mm[:ss]")
            .optionalStart()
            .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
            .optionalEnd()
            .appendPattern("[ ]")
            .optionalStart()
            .appendOffset("+HH:MM", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HHMM", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HH", "Z")
            .optionalEnd()
            .optionalEnd()
            .toFormatter(Locale.ROOT);

    private static final List<DateTimeFormatter> FORMS = List.of(
            ISO,
            DateTimeFormatter.RFC_1123_DATE_TIME,
            DateTimeFormatter.BASIC_ISO_DATE,
            DateTimeFormatter.ofPattern(
                    "EEE MMM dd uuuu HH:mm:ss 'GMT'xx", Locale.ENGLISH)); // Date.toString of browsers

    /** "(Central European Summer Time)" behind an offset, and the name of a zone in brackets, say nothing more. */
    private static final Pattern ZONE_NAME = Pattern.compile("\\s*[(\\[][^)\\]]*[)\\]]\\s*$");

    private static final Pattern SECONDS = Pattern.compile("1\\d{9}(?:\\d{3})?");

    /** Dates outside these years are typing errors. */
    private static final Instant FIRST = Instant.parse("1900-01-01T00:00:00Z");

    private static final Instant LAST = Instant.parse("2100-01-01T00:00:00Z");
    private static final int MAX_CHARS = 80;

    private Dates() {}

    /** Null for what is no time between 1900 and 2100. */
    public static @Nullable OffsetDateTime parse(@Nullable String text) {
        if (text == null || text.isBlank() || text.length() > MAX_CHARS) {
            return null;
        }
        @Nullable OffsetDateTime time = read(withoutZoneName(text.strip()));
        return time != null
                        && time.toInstant().isAfter(FIRST)
                        && time.toInstant().isBefore(LAST)
                ? time
                : null;
    }

    private static String withoutZoneName(String text) {
        return text.endsWith(")") || text.endsWith("]")
                ? ZONE_NAME.matcher(text).replaceFirst("")
                : text;
    }

    private static @Nullable OffsetDateTime read(String text) {
        if (SECONDS.matcher(text).matches()) {
            long number = Long.parseLong(text);
            return (text.length() > 10 ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number))
                    .atOffset(ZoneOffset.UTC);
        }
        for (DateTimeFormatter form : FORMS) {
            try {
                return time(form.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from));
            } catch (DateTimeException otherForm) {
                // the next one may fit
            }
        }
        return WrittenDate.in(text);
    }

    private static OffsetDateTime time(TemporalAccessor time) {
        return switch (time) {
            case OffsetDateTime exact -> exact;
            case LocalDateTime local -> local.atOffset(ZoneOffset.UTC);
            case LocalDate day -> day.atStartOfDay().atOffset(ZoneOffset.UTC);
            default -> throw new DateTimeException("not a time");
        };
    }
}

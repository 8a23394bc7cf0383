package dev.gleaner.extract;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the times that pages declare. A time without a zone is taken as UTC. */
final class Dates {
    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendPattern("['T'][ ]")
            .appendPattern("HH:mm[:ss]")
            .optionalStart()
            .appendFraction(java.time.temporal.ChronoField.NANO_OF_SECOND, 1, 9, true)
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
            .toFormatter(java.util.Locale.ROOT);

    private static final List<DateTimeFormatter> FORMS = List.of(
            ISO,
            DateTimeFormatter.RFC_1123_DATE_TIME,
            DateTimeFormatter.BASIC_ISO_DATE,
            DateTimeFormatter.ofPattern("MMMM d, uuuu", java.util.Locale.ENGLISH),
            DateTimeFormatter.ofPattern("uuuu/MM/dd", java.util.Locale.ROOT));

    /** The printing press is older, the web is not; years outside are typing errors. */
    private static final Instant FIRST = Instant.parse("1900-01-01T00:00:00Z");

    private static final Instant LAST = Instant.parse("2100-01-01T00:00:00Z");
    private static final int MAX_CHARS = 40;

    private Dates() {}

    static @Nullable Instant parse(@Nullable String text) {
        if (text == null || text.isBlank() || text.length() > MAX_CHARS) {
            return null;
        }
        for (DateTimeFormatter form : FORMS) {
            try {
                Instant instant = instant(
                        form.parseBest(text.strip(), OffsetDateTime::from, LocalDateTime::from, LocalDate::from));
                return instant.isAfter(FIRST) && instant.isBefore(LAST) ? instant : null;
            } catch (DateTimeException otherForm) {
                // the next one may fit
            }
        }
        return null;
    }

    private static Instant instant(TemporalAccessor time) {
        return switch (time) {
            case OffsetDateTime exact -> exact.toInstant();
            case LocalDateTime local -> local.toInstant(ZoneOffset.UTC);
            case LocalDate day -> day.atStartOfDay(ZoneOffset.UTC).toInstant();
            default -> throw new DateTimeException("not a time");
        };
    }
}

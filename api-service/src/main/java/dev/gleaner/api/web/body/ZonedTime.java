package dev.gleaner.api.web.body;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** A point in time as requests give it: ISO-8601, with its zone. */
public final class ZonedTime {
    /** Times that any reader of ISO-8601 takes, as a pattern says them; more are taken than these. */
    public static final String PATTERN =
            "^[12]\\d{3}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?(Z|[+-](0\\d|1[0-7]):[0-5]\\d)$";

    /** What is said of a text that is none. */
    public static final String FAULT = "must be a time with its zone, for example 2026-01-31T12:00:00Z";

    private static final int LAST_YEAR = 9999;

    private ZonedTime() {}

    /** Reads a text; empty if it is no such time, or one that cannot be written in four digits of a year. */
    public static Optional<Instant> parse(String text) {
        try {
            OffsetDateTime time = OffsetDateTime.parse(text.strip());
            return time.getYear() > 0 && time.getYear() <= LAST_YEAR
                    ? Optional.of(time.toInstant())
                    : Optional.empty();
        } catch (DateTimeParseException odd) {
            return Optional.empty();
        }
    }
}

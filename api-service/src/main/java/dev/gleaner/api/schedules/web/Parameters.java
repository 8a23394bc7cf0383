package dev.gleaner.api.schedules.web;

import dev.gleaner.api.schedules.ScheduleFilter;
import dev.gleaner.api.schedules.ScheduleStatus;
import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads what stands in the query of an address. */
final class Parameters {
    /** Times that any reader of ISO-8601 takes; more are taken than these. */
    static final String TIME =
            "^(19[7-9]\\d|20\\d\\d)-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?(Z|[+-](0\\d|1[0-7]):[0-5]\\d)$";

    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private Parameters() {}

    static ScheduleFilter filter(HttpServletRequest request) {
        return new ScheduleFilter(
                flag(request, "enabled"),
                choice("status", request.getParameter("status"), ScheduleStatus.class),
                request.getParameter("name"),
                request.getParameter("tag"),
                request.getParameter("preset"),
                request.getParameter("scraper"),
                time("due_before", request.getParameter("due_before")));
    }

    static @Nullable Instant time(String name, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            Instant time = OffsetDateTime.parse(text.strip()).toInstant();
            if (!time.isBefore(Instant.EPOCH) && time.isBefore(LATEST)) {
                return time;
            }
        } catch (DateTimeException odd) {
            // Told below, as a time out of range is.
        }
        throw ScheduleProblems.parameter(
                name + " must be a time with its zone, of the years 1970 to 2199, for example 2026-01-31T12:00:00Z");
    }

    static <E extends Enum<E>> @Nullable E choice(String name, @Nullable String text, Class<E> type) {
        if (text == null) {
            return null;
        }
        return Arrays.stream(type.getEnumConstants())
                .filter(one -> one.name().equals(text.strip().toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> ScheduleProblems.parameter("%s must be one of %s"
                        .formatted(
                                name, Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT))));
    }

    static int whole(String name, HttpServletRequest request, int least, int most, int otherwise) {
        String text = request.getParameter(name);
        if (text == null) {
            return otherwise;
        }
        if (text.strip().matches("\\d{1,9}")) {
            int number = Integer.parseInt(text.strip());
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw ScheduleProblems.parameter("%s must be a whole number from %d to %d".formatted(name, least, most));
    }

    static boolean flag(String name, HttpServletRequest request, boolean otherwise) {
        Boolean given = flag(request, name);
        return given == null ? otherwise : given;
    }

    private static @Nullable Boolean flag(HttpServletRequest request, String name) {
        String text = request.getParameter(name);
        if (text == null) {
            return null;
        }
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw ScheduleProblems.parameter(name + " must be true or false");
        };
    }
}

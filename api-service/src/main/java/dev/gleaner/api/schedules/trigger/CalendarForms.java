package dev.gleaner.api.schedules.trigger;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the triggers by days and times of day. */
final class CalendarForms {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("H:mm[:ss]", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    private static final int LONGEST_MONTH = 31;
    private static final int MOST_TIMES = 1_440;

    private final TriggerFields fields;

    CalendarForms(TriggerFields fields) {
        this.fields = fields;
    }

    DaylightSaving dst() {
        return fields.choice("dst", List.of(DaylightSaving.RUN_AFTER, DaylightSaving.SKIP));
    }

    @Nullable
    Trigger daily() {
        fields.onlyKnows(Set.of("type", "time", "times", "dst"));
        DaylightSaving dst = dst();
        List<LocalTime> times = times();
        return times.isEmpty() ? null : new Daily(times, dst);
    }

    @Nullable
    Trigger weekly() {
        fields.onlyKnows(Set.of("type", "days", "time", "times", "dst"));
        DaylightSaving dst = dst();
        List<DayOfWeek> days = weekdays();
        List<LocalTime> times = times();
        return days.isEmpty() || times.isEmpty() ? null : new Weekly(days, times, dst);
    }

    @Nullable
    Trigger monthly() {
        fields.onlyKnows(Set.of("type", "day", "days", "time", "times", "short_months", "dst"));
        DaylightSaving dst = dst();
        ShortMonths shortMonths = fields.choice("short_months", List.of(ShortMonths.SKIP, ShortMonths.LAST_DAY));
        List<Integer> days = daysOfMonth();
        List<LocalTime> times = times();
        return days.isEmpty() || times.isEmpty() ? null : new Monthly(days, times, shortMonths, dst);
    }

    /** Empty after a fault. */
    private List<LocalTime> times() {
        String field = oneOf("time", "times");
        List<LocalTime> times = new ArrayList<>();
        if (field == null) {
            return times;
        }
        List<TriggerFields.Place> places = fields.each(field);
        if (places.isEmpty() || places.size() > MOST_TIMES) {
            fields.fault(field, "must have from 1 to %d times".formatted(MOST_TIMES));
            return times;
        }
        for (TriggerFields.Place place : places) {
            LocalTime time = time(place.value());
            if (time == null) {
                fields.fault(
                        place.name(),
                        "must be a time of day from \"00:00\" to \"23:59\", or with seconds like \"09:00:30\"");
            } else {
                times.add(time);
            }
        }
        return times;
    }

    private static @Nullable LocalTime time(JsonNode value) {
        try {
            return value.isString() ? LocalTime.parse(value.asString().strip(), TIME) : null;
        } catch (DateTimeParseException none) {
            return null;
        }
    }

    /** The name of the field that is there of two that mean the same; null after a fault. */
    private @Nullable String oneOf(String one, String many) {
        if (fields.has(one) && fields.has(many)) {
            fields.fault(many, "stands beside %s; only one of them may".formatted(one));
            return null;
        }
        if (!fields.has(one) && !fields.has(many)) {
            fields.fault(one, "is missing");
            return null;
        }
        return fields.has(one) ? one : many;
    }

    private List<DayOfWeek> weekdays() {
        List<DayOfWeek> days = new ArrayList<>();
        if (!fields.has("days")) {
            fields.fault("days", "is missing");
            return days;
        }
        List<TriggerFields.Place> places = fields.each("days");
        if (places.isEmpty()) {
            fields.fault("days", "must have a day at least");
        }
        for (TriggerFields.Place place : places) {
            if (place.value().isNumber()) {
                fields.fault(
                        place.name(),
                        WeekdayText.NO_NUMBERS.formatted(place.value().asString()));
                continue;
            }
            String text = fields.text(place.name(), place.value());
            if (text != null) {
                WeekdayText.read(text, days, message -> fields.fault(place.name(), message));
            }
        }
        return days;
    }

    private List<Integer> daysOfMonth() {
        String field = oneOf("day", "days");
        List<Integer> days = new ArrayList<>();
        if (field == null) {
            return days;
        }
        List<TriggerFields.Place> places = fields.each(field);
        if (places.isEmpty()) {
            fields.fault(field, "must have a day at least");
        }
        for (TriggerFields.Place place : places) {
            JsonNode value = place.value();
            if (value.isString() && value.asString().equalsIgnoreCase("last")) {
                days.add(Monthly.LAST);
            } else if (value.isIntegralNumber()
                    && value.canConvertToInt()
                    && value.asInt() >= 1
                    && value.asInt() <= LONGEST_MONTH) {
                days.add(value.asInt());
            } else {
                fields.fault(place.name(), "must be a day from 1 to 31, or \"LAST\"");
            }
        }
        return days;
    }
}

package dev.gleaner.api.schedules.trigger;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads each type of trigger from its fields; {@link CalendarForms} reads those by times of day. */
final class TriggerForms {
    private static final List<String> TYPES =
            List.of("cron", "interval", "once", "hourly", "daily", "weekly", "monthly");
    private static final int MINUTES = 60;

    private final TriggerFields fields;
    private final ReadRules rules;
    private final CalendarForms calendar;

    TriggerForms(TriggerFields fields, ReadRules rules) {
        this.fields = fields;
        this.rules = rules;
        this.calendar = new CalendarForms(fields);
    }

    /** Null if it has faults; it may have some otherwise too. */
    @Nullable
    Trigger read() {
        if (!fields.isObject()) {
            fields.fault("must be an object with a type, or a string like \"0 9 * * MON-FRI\" or \"every 15m\"");
            return null;
        }
        if (!fields.has("type")) {
            fields.fault("type", "is missing; it must be one of " + String.join(", ", TYPES));
            return null;
        }
        String type = fields.text("type");
        return switch (type) {
            case null -> null;
            case "cron" -> cron();
            case "interval" -> interval();
            case "once" -> once();
            case "hourly" -> hourly();
            case "daily" -> calendar.daily();
            case "weekly" -> calendar.weekly();
            case "monthly" -> calendar.monthly();
            default -> {
                fields.fault("type", "must be one of " + String.join(", ", TYPES));
                yield null;
            }
        };
    }

    private @Nullable Trigger cron() {
        fields.onlyKnows(Set.of("type", "expression", "dst"));
        DaylightSaving dst = calendar.dst();
        String expression = fields.text("expression");
        if (expression == null) {
            return null;
        }
        CronPattern pattern = CronPattern.read(expression, message -> fields.fault("expression", message));
        return pattern == null ? null : new Cron(expression, pattern, dst);
    }

    private @Nullable Trigger interval() {
        fields.onlyKnows(Set.of("type", "every", "anchor"));
        Duration every = every();
        Instant anchor = fields.has("anchor") ? anchor() : rules.anchor();
        return every == null || anchor == null ? null : new Interval(every, anchor);
    }

    private @Nullable Duration every() {
        if (!fields.has("every")) {
            fields.fault("every", "is missing");
            return null;
        }
        JsonNode value = fields.get("every");
        Optional<Duration> read = Optional.empty();
        if (value.isIntegralNumber()) {
            BigInteger seconds = value.bigIntegerValue();
            read = Optional.of(
                    Duration.ofSeconds(seconds.bitLength() < Long.SIZE ? seconds.longValue() : Long.MAX_VALUE));
        } else if (value.isString()) {
            read = DurationText.read(value.asString());
        }
        if (read.isEmpty()) {
            fields.fault("every", "must be like \"90s\", \"15m\", \"1h30m\", \"2d\" or \"1w\", or a number of seconds");
            return null;
        }
        if (read.get().compareTo(ReadRules.SHORTEST) < 0 || read.get().compareTo(Interval.LONGEST) > 0) {
            fields.fault("every", "must be from 1 second to %d days".formatted(Interval.LONGEST.toDays()));
            return null;
        }
        return read.get();
    }

    private @Nullable Instant anchor() {
        String text = fields.text("anchor");
        Once.Moment at = text == null ? null : moment(text);
        if (at instanceof Once.Moment.Absolute(Instant time)) {
            return time;
        }
        if (text != null) {
            fields.fault("anchor", "must be a time like 2026-12-01T09:00:00Z");
        }
        return null;
    }

    private @Nullable Trigger once() {
        fields.onlyKnows(Set.of("type", "at", "allow_past"));
        boolean allowPast = fields.flag("allow_past");
        String text = fields.text("at");
        Once.Moment at = text == null ? null : moment(text);
        if (text != null && at == null) {
            fields.fault(
                    "at",
                    "must be a time from %d to %d like 2026-12-01T09:00 in the schedule's zone, or like 2026-12-01T09:00:00Z"
                            .formatted(LocalTimes.FIRST_YEAR, LocalTimes.LAST_YEAR));
        }
        return at == null ? null : new Once(at, allowPast);
    }

    /** Fractions of a second are cut off. */
    private static Once.@Nullable Moment moment(String text) {
        String iso = text.strip().replace(' ', 'T');
        try {
            LocalDateTime time = LocalDateTime.parse(iso).truncatedTo(ChronoUnit.SECONDS);
            return isInRange(time) ? new Once.Moment.Local(time) : null;
        } catch (DateTimeException notLocal) {
            try {
                OffsetDateTime time = OffsetDateTime.parse(iso).truncatedTo(ChronoUnit.SECONDS);
                return isInRange(time.toLocalDateTime()) ? new Once.Moment.Absolute(time.toInstant()) : null;
            } catch (DateTimeException neither) {
                return null;
            }
        }
    }

    private static boolean isInRange(LocalDateTime time) {
        return time.getYear() >= LocalTimes.FIRST_YEAR && time.getYear() <= LocalTimes.LAST_YEAR;
    }

    private Trigger hourly() {
        fields.onlyKnows(Set.of("type", "minute"));
        JsonNode minute = fields.get("minute");
        if (!fields.has("minute")) {
            return new Hourly(0);
        }
        boolean fits = minute.isIntegralNumber()
                && minute.canConvertToInt()
                && minute.asInt() >= 0
                && minute.asInt() < MINUTES;
        if (!fits) {
            fields.fault("minute", "must be a number from 0 to 59");
        }
        return new Hourly(fits ? minute.asInt() : 0);
    }
}

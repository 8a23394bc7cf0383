package dev.gleaner.api.schedules.trigger;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads triggers from JSON and writes them; what it writes reads as the same trigger.
 *
 * <table>
 * <caption>Forms; what has a default may be left out</caption>
 * <tr><th>type</th><th>fields</th></tr>
 * <tr><td>{@code cron}</td><td>{@code expression}, {@code dst}</td></tr>
 * <tr><td>{@code interval}</td><td>{@code every}: {@code "90s"}, {@code "15m"}, {@code "1h30m"}, {@code "2d"}, {@code "1w"} or a
 *     number of seconds; {@code anchor}: an instant, by default the one of the rules</td></tr>
 * <tr><td>{@code once}</td><td>{@code at}: a local date and time, or one with {@code Z} or an offset; {@code allow_past}:
 *     {@code false}</td></tr>
 * <tr><td>{@code hourly}</td><td>{@code minute}: 0 to 59, by default 0</td></tr>
 * <tr><td>{@code daily}</td><td>{@code time} or {@code times}, {@code dst}</td></tr>
 * <tr><td>{@code weekly}</td><td>{@code days}: names and ranges of them, {@code "MON"}, {@code "mon-fri"}; {@code time} or
 *     {@code times}, {@code dst}</td></tr>
 * <tr><td>{@code monthly}</td><td>{@code day} or {@code days}: 1 to 31 or {@code "LAST"}; {@code time} or {@code times};
 *     {@code short_months}: {@code "skip"} (default) or {@code "last_day"}; {@code dst}</td></tr>
 * </table>
 *
 * <p>Times of day are {@code "09:00"} or {@code "09:00:30"}; {@code dst} is {@code "run_after"} (default) or {@code "skip"}. A
 * string is a cron expression or one of the {@link ShortText short forms}.
 */
public final class TriggerReader {
    private static final String ROOT = "trigger";

    private TriggerReader() {}

    /** Reads a trigger; all its faults are named, with paths that begin with {@code trigger}. */
    public static Result read(JsonNode node, ReadRules rules) {
        boolean isText = node.isString();
        TriggerFields fields =
                isText ? TriggerFields.ofText(ROOT, ShortText.read(node.asString())) : TriggerFields.of(ROOT, node);
        Trigger trigger = new TriggerForms(fields, rules).read();
        if (trigger != null && fields.faults().isEmpty()) {
            keep(trigger, rules, fields);
        }
        return trigger == null || !fields.faults().isEmpty()
                ? new Result.Refused(fields.faults())
                : new Result.Read(trigger);
    }

    /** The JSON form with a type; equal triggers are written alike. */
    public static ObjectNode write(Trigger trigger) {
        return TriggerJson.of(trigger);
    }

    /** Holds what can be said only of a whole trigger. */
    private static void keep(Trigger trigger, ReadRules rules, TriggerFields fields) {
        String field = mainField(trigger);
        Optional<String> impossible = impossible(trigger);
        if (impossible.isPresent()) {
            fields.fault(field, impossible.get());
            return;
        }
        boolean allowPast = rules.allowPast() || trigger instanceof Once once && once.allowPast();
        if (!allowPast && trigger.next(rules.now(), rules.zone()).isEmpty()) {
            fields.fault(
                    field,
                    trigger instanceof Once
                            ? "is over; with allow_past it is taken all the same"
                            : "is over: it is not due any more");
        }
        if (rules.minimum().compareTo(ReadRules.SHORTEST) > 0) {
            keepDistance(trigger, rules, fields);
        }
    }

    private static void keepDistance(Trigger trigger, ReadRules rules, TriggerFields fields) {
        // Without a zone, since what a change of clocks puts together is meant to be so.
        Optional<Duration> gap = trigger.shortestGap(ZoneOffset.UTC, rules.now());
        if (gap.isPresent() && gap.get().compareTo(rules.minimum()) < 0) {
            fields.fault(
                    mainField(trigger),
                    "is due every %s; at least %s must lie between two times"
                            .formatted(DurationText.write(gap.get()), DurationText.write(rules.minimum())));
        }
    }

    private static Optional<String> impossible(Trigger trigger) {
        return trigger instanceof Cron cron ? cron.impossible() : Optional.empty();
    }

    private static String mainField(Trigger trigger) {
        return switch (trigger) {
            case Cron cron -> "expression";
            case Interval interval -> "every";
            case Once once -> "at";
            case Hourly hourly -> "minute";
            case Daily daily -> "times";
            case Weekly weekly -> "times";
            case Monthly monthly -> "times";
        };
    }

    /** What came of reading. */
    public sealed interface Result {
        /** Nothing is wrong with it. */
        record Read(Trigger trigger) implements Result {}

        /**
         * It is no trigger, or none that the rules allow.
         *
         * @param faults one at least
         */
        record Refused(List<Fault> faults) implements Result {}

        /** The trigger; null if it is refused. */
        default @Nullable Trigger orNull() {
            return this instanceof Read read ? read.trigger() : null;
        }
    }

    /**
     * What is wrong where.
     *
     * @param path of the field, for example {@code trigger.expression}
     * @param message for people
     */
    public record Fault(String path, String message) {}
}

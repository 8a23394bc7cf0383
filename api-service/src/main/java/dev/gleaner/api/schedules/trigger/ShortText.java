package dev.gleaner.api.schedules.trigger;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A trigger as one line, for command lines and short configurations: {@code every 15m}, {@code hourly}, {@code hourly 30},
 * {@code daily 09:00,17:00}, {@code weekly mon-fri 09:00}, {@code monthly 1,last 09:00}, {@code once 2026-12-01T09:00}. The words
 * {@code at} and {@code on} may stand between. All else is a cron expression.
 */
final class ShortText {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String SEPARATOR = "[,\\s]+";

    private ShortText() {}

    /** The JSON form of what a text means; faults are found when that is read. */
    static ObjectNode read(String text) {
        List<String> words = Arrays.stream(text.strip().split("\\s+"))
                .filter(word -> !word.equalsIgnoreCase("at") && !word.equalsIgnoreCase("on"))
                .toList();
        String first = words.isEmpty() ? "" : words.getFirst().toLowerCase(Locale.ROOT);
        List<String> rest = words.isEmpty() ? words : words.subList(1, words.size());
        return switch (first) {
            case "every", "@every" -> of("interval").put("every", String.join(" ", rest));
            case "once" -> of("once").put("at", String.join("T", rest));
            case "hourly" -> hourly(rest);
            case "daily" -> times(of("daily"), rest);
            case "weekly" -> days(of("weekly"), rest, false);
            case "monthly" -> days(of("monthly"), rest, true);
            default -> of("cron").put("expression", text);
        };
    }

    private static ObjectNode of(String type) {
        return JSON.objectNode().put("type", type);
    }

    private static ObjectNode hourly(List<String> rest) {
        ObjectNode trigger = of("hourly");
        if (!rest.isEmpty()) {
            value(trigger.putArray("minutes"), String.join(" ", rest).replaceFirst("^:", ""));
            trigger.set("minute", trigger.remove("minutes").get(0));
        }
        return trigger;
    }

    /** The last word has the times, what stands before it the days. */
    private static ObjectNode days(ObjectNode trigger, List<String> rest, boolean numbers) {
        if (rest.size() > 1) {
            ArrayNode days = trigger.putArray("days");
            for (String day : String.join(" ", rest.subList(0, rest.size() - 1)).split(SEPARATOR, 0)) {
                if (numbers) {
                    value(days, day);
                } else {
                    days.add(day);
                }
            }
        }
        return times(trigger, rest.isEmpty() ? rest : rest.subList(rest.size() - 1, rest.size()));
    }

    private static ObjectNode times(ObjectNode trigger, List<String> rest) {
        if (!rest.isEmpty()) {
            ArrayNode times = trigger.putArray("times");
            for (String time : String.join(" ", rest).split(SEPARATOR, 0)) {
                times.add(time);
            }
        }
        return trigger;
    }

    private static void value(ArrayNode list, String text) {
        FieldText.digits(text).ifPresentOrElse(list::add, () -> list.add(text));
    }
}

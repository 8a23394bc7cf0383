package dev.gleaner.cli.schedules;

import dev.gleaner.cli.call.Arguments;
import dev.gleaner.cli.call.CliException;
import dev.gleaner.cli.call.Option;
import dev.gleaner.cli.call.Spans;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a command line says of a schedule, as the fields that the API takes. */
final class ScheduleForm {
    private static final List<String> TRIGGERS =
            List.of("--trigger", "--cron", "--every", "--hours", "--at", "--daily", "--weekly", "--monthly");

    private ScheduleForm() {}

    static List<Option> triggerOptions() {
        return List.of(
                Option.of("--cron", "LINE", "when it is due: \"0 9 * * 1-5\""),
                Option.of("--every", "TIME", "when it is due: 15m, 2h, 1d"),
                Option.of("--hours", "N", "the same in hours"),
                Option.of("--at", "TIME", "once: 2026-12-24T18:00"),
                Option.of("--daily", "TIMES", "each day: 09:00 or 09:00,17:00"),
                Option.of("--weekly", "\"DAYS TIMES\"", "each week: \"mon-fri 09:00\""),
                Option.of("--monthly", "\"DAYS TIMES\"", "each month: \"1,last 09:00\""),
                Option.of("--trigger", "LINE", "any of these as docs/triggers.md has it"),
                Option.of("--time-zone", "ZONE", "of these times, such as Europe/Berlin"),
                Option.of("--start", "TIME", "nothing is due before"),
                Option.of("--end", "TIME", "nothing is due after"));
    }

    static List<Option> workOptions() {
        return List.of(
                Option.of("--name", "TEXT", "for people"),
                Option.of("--description", "TEXT", "for people"),
                Option.of("--tag", "TAG", "of it and of its jobs; may be repeated"),
                Option.of("--url", "URL", "what is scraped; may be repeated"),
                Option.of("--feed", "URL", "what is scraped: the list at this address, read anew each time"),
                Option.of("--preset", "NAME", "what is scraped: a preset"),
                Option.of("--scraper", "NAME", "the scraper that gets the articles, or finds them"),
                Option.of("--param", "NAME=VALUE", "a param of the scraper; again for a list"),
                Option.of("--setting", "NAME=VALUE", "a setting of the scraper"),
                Option.of("--priority", "N", "1 to 3 high, 4 to 7 medium, 8 to 10 low"),
                Option.of("--max-age", "TIME", "what is stored and younger is not fetched: 30m, day; 0 fetches all"),
                Option.of("--job-name", "TEXT", "of its jobs: {schedule} {name} {date} {time}"),
                Option.choice("--overlap", "while a job of it is open", "skip", "queue_one", "replace", "allow"),
                Option.of("--retries", "N", "how often the failed articles of a job run again"),
                Option.of("--retry-delay", "TIME", "how long after"),
                Option.of("--field", "NAME=VALUE", "any other field of docs/schedules.md; may be repeated"));
    }

    /** When it is due, alone: what a preview looks at. */
    static Map<String, Object> times(Arguments arguments) {
        Map<String, Object> fields = new LinkedHashMap<>();
        trigger(arguments, fields);
        text(arguments, fields, "--time-zone", "time_zone");
        text(arguments, fields, "--start", "start_at");
        text(arguments, fields, "--end", "end_at");
        return fields;
    }

    /** All that is said. */
    static Map<String, Object> fields(Arguments arguments) {
        Map<String, Object> fields = times(arguments);
        for (String[] pair : new String[][] {
            {"--name", "name"},
            {"--description", "description"},
            {"--feed", "article_list_url"},
            {"--preset", "preset"},
            {"--scraper", "scraper"},
            {"--job-name", "job_name"},
            {"--overlap", "overlap"},
            {"--retry-delay", "retry_delay"}
        }) {
            text(arguments, fields, pair[0], pair[1]);
        }
        number(arguments, fields, "--priority", "priority");
        number(arguments, fields, "--retries", "max_retries");
        String age = arguments.value("--max-age");
        if (age != null) {
            fields.put("max_age", age.equals("day") ? age : Spans.seconds(age));
        }
        List<Object> articles = new ArrayList<>();
        arguments.values("--url").forEach(url -> articles.add(Map.of("url", url)));
        if (!articles.isEmpty()) {
            fields.put("articles", articles);
        }
        if (arguments.has("--tag")) {
            fields.put("tags", arguments.values("--tag"));
        }
        pairs(arguments, fields, "--param", "params");
        pairs(arguments, fields, "--setting", "settings");
        arguments.pairs("--field").forEach((name, values) -> fields.put(name, value(values.getLast())));
        return fields;
    }

    private static void trigger(Arguments arguments, Map<String, Object> fields) {
        List<String> said = TRIGGERS.stream().filter(arguments::has).toList();
        if (said.size() > 1) {
            throw CliException.usage("One of %s, not several".formatted(String.join(", ", said)));
        }
        if (said.isEmpty()) {
            return;
        }
        String value = arguments.value(said.getFirst(), "").strip();
        Object trigger = switch (said.getFirst()) {
            case "--cron" -> typed("cron", "expression", value);
            case "--every" -> typed("interval", "every", value);
            case "--hours" -> typed("interval", "every", arguments.number("--hours") + "h");
            case "--at" -> "once " + value;
            case "--trigger" -> value;
            default -> said.getFirst().substring(2) + " " + value;
        };
        fields.put("trigger", trigger);
    }

    private static Map<String, Object> typed(String type, String field, String value) {
        Map<String, Object> trigger = new LinkedHashMap<>();
        trigger.put("type", type);
        trigger.put(field, value);
        return trigger;
    }

    private static void text(Arguments arguments, Map<String, Object> fields, String option, String field) {
        String value = arguments.value(option);
        if (value != null) {
            fields.put(field, value);
        }
    }

    private static void number(Arguments arguments, Map<String, Object> fields, String option, String field) {
        Integer value = arguments.number(option);
        if (value != null) {
            fields.put(field, value);
        }
    }

    private static void pairs(Arguments arguments, Map<String, Object> fields, String option, String field) {
        Map<String, Object> all = new LinkedHashMap<>();
        arguments
                .pairs(option)
                .forEach((name, values) -> all.put(name, values.size() == 1 ? values.getFirst() : values));
        if (!all.isEmpty()) {
            fields.put(field, all);
        }
    }

    /** A number or a truth as such, all else as text. */
    private static Object value(String text) {
        if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        }
        return text.matches("\\d{1,9}") ? (Object) Integer.valueOf(text) : text;
    }
}

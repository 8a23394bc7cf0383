package dev.gleaner.cli.operations;

import dev.gleaner.cli.call.Call;
import dev.gleaner.cli.call.CliException;
import dev.gleaner.cli.call.Command;
import dev.gleaner.cli.call.Data;
import dev.gleaner.cli.call.ExitCode;
import dev.gleaner.cli.call.Option;
import dev.gleaner.cli.screen.Table;
import dev.gleaner.cli.screen.Words;
import dev.gleaner.client.PlainApi;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code stats}, {@code consumers} and {@code hosts}. */
public final class OperationCommands {
    private OperationCommands() {}

    /** All of them. */
    public static List<Command> all() {
        return List.of(
                new Command(
                        "stats",
                        "Say how busy the fleet is: queues, rates, consumers, failures.",
                        "",
                        List.of(),
                        List.of(),
                        "./gleaner stats",
                        call -> stats(call)),
                new Command(
                        "consumers",
                        "List the consumers and what they do now.",
                        "",
                        List.of(),
                        List.of(),
                        "./gleaner consumers",
                        OperationCommands::consumers),
                new Command(
                        "hosts",
                        "List hosts, or pause, resume and limit one.",
                        "[HOST [pause|resume|limit]]",
                        List.of(
                                Option.choice("--state", "only hosts that stand so", "PAUSED", "SLOWED", "OPEN"),
                                Option.of("--limit", "N", "of the list: so many"),
                                Option.of("--note", "TEXT", "of pause: why"),
                                Option.of("--for", "TIME", "of pause: how long, such as 2h"),
                                Option.of("--delay", "MS", "of limit: milliseconds between two fetches; none ends it"),
                                Option.of("--concurrent", "N", "of limit: fetches at a time; none ends it")),
                        List.of(),
                        "./gleaner hosts example.org pause --for 2h --note \"they asked us to\"",
                        OperationCommands::hosts));
    }

    private static int stats(Call call) {
        call.arguments().none();
        Data stats = call.get("/stats");
        if (call.isForPrograms()) {
            call.json(stats);
            return ExitCode.DONE;
        }
        Table queues = new Table("QUEUE", "#DEPTH", "#OLDEST");
        for (String lane : List.of("high", "medium", "low")) {
            Data queue = stats.at("queues").at(lane);
            queues.row(lane, Long.toString(queue.number("depth")), span(queue.fraction("oldest_seconds")));
        }
        Data delayed = stats.at("queues").at("delayed");
        queues.row("delayed", Long.toString(delayed.number("depth")), span(delayed.fraction("next_seconds")));
        queues.print(call.screen(), "");
        Data rates = stats.at("rates");
        Data consumers = stats.at("consumers");
        call.screen().line("");
        line(
                call,
                "Waiting",
                "%d for their hosts, %d held back"
                        .formatted(
                                stats.at("queues").number("waiting_for_hosts"),
                                stats.at("queues").number("held")));
        line(
                call,
                "Rates",
                "%s ended, %s failed, %s begun"
                        .formatted(
                                Words.rate(rates.fraction("articles_per_second")),
                                Words.rate(rates.fraction("failures_per_second")),
                                Words.rate(rates.fraction("claims_per_second"))));
        line(
                call,
                "Consumers",
                "%d with %d of %d slots busy"
                        .formatted(
                                consumers.number("count"), consumers.number("running"), consumers.number("capacity")));
        line(call, "Hosts", numbers(stats.at("hosts")));
        line(call, "Jobs", numbers(stats.at("jobs")));
        line(call, "Failures", numbers(stats.at("failures_by_code")));
        line(call, "Schedules", numbers(stats.at("schedules")));
        line(call, "Stores", numbers(stats.at("stores")));
        return ExitCode.DONE;
    }

    private static String span(@Nullable Double seconds) {
        return seconds == null ? "-" : Words.span(Math.round(seconds));
    }

    private static void line(Call call, String name, String value) {
        call.screen().line("%-11s%s".formatted(name, Words.orHyphen(value)));
    }

    private static String numbers(Data counts) {
        StringBuilder text = new StringBuilder();
        counts.members()
                .forEach((name, count) -> text.append(text.isEmpty() ? "" : ", ")
                        .append(name)
                        .append(' ')
                        .append(count.text()));
        return text.toString();
    }

    private static int consumers(Call call) {
        call.arguments().none();
        Data consumers = call.get("/consumers");
        if (call.isForPrograms()) {
            call.json(consumers);
            return ExitCode.DONE;
        }
        Table table = new Table("CONSUMER", "HOST", "VERSION", "SINCE", "BEAT", "#RUNNING", "#ENDED", "NOW");
        for (Data one : consumers.list()) {
            List<Data> running = one.at("running").list();
            table.row(
                    one.text("name").isEmpty() ? one.text("id") : one.text("name"),
                    one.text("host"),
                    one.text("version"),
                    Words.relative(one.instant("since"), call.clock().instant()),
                    Words.relative(one.instant("beat_at"), call.clock().instant()),
                    "%d/%d".formatted(running.size(), one.number("capacity")),
                    Long.toString(one.number("articles_ended")),
                    running.isEmpty() ? "" : running.getFirst().text("url"));
        }
        table.print(call.screen(), "No consumers: start one with ./gleaner consumer, or everything with ./gleaner up");
        return ExitCode.DONE;
    }

    private static int hosts(Call call) {
        List<String> words = call.arguments().rest();
        if (words.isEmpty()) {
            return hostList(call);
        }
        String path = "/hosts/" + PlainApi.segment(words.getFirst());
        String what = words.size() == 1 ? "show" : words.get(1);
        if (words.size() > 2) {
            throw CliException.usage("hosts takes one HOST and pause, resume or limit");
        }
        Data host = switch (what) {
            case "show" -> call.get(path);
            case "pause" -> call.post(path + "/pause", pause(call));
            case "resume" ->
                new Data(call.api().send("POST", path + "/resume", null).body());
            case "limit" ->
                new Data(call.api().send("PATCH", path, limits(call)).body());
            default -> throw CliException.usage("hosts takes pause, resume or limit behind the HOST, not " + what);
        };
        if (call.isForPrograms()) {
            call.json(host);
        } else {
            print(call, List.of(host));
        }
        return ExitCode.DONE;
    }

    private static Map<String, Object> pause(Call call) {
        Map<String, Object> body = new LinkedHashMap<>();
        String note = call.arguments().value("--note");
        if (note != null) {
            body.put("note", note);
        }
        Long seconds = call.arguments().seconds("--for");
        if (seconds != null) {
            body.put("seconds", seconds);
        }
        return body;
    }

    private static Map<String, @Nullable Object> limits(Call call) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        limit(call, "--delay", "delay_ms", body);
        limit(call, "--concurrent", "max_concurrent", body);
        if (body.isEmpty()) {
            throw CliException.usage("limit needs --delay or --concurrent");
        }
        return body;
    }

    private static void limit(Call call, String option, String field, Map<String, @Nullable Object> body) {
        if (call.arguments().has(option)) {
            body.put(
                    field,
                    call.arguments().value(option, "").equals("none")
                            ? null
                            : call.arguments().number(option));
        }
    }

    private static int hostList(Call call) {
        Map<String, Object> query = new LinkedHashMap<>();
        for (String name : List.of("state", "limit")) {
            String value = call.arguments().value("--" + name);
            if (value != null) {
                query.put(name, value);
            }
        }
        Data hosts = call.get(PlainApi.query("/hosts", query));
        if (call.isForPrograms()) {
            call.json(hosts);
        } else {
            print(call, hosts.at("hosts").list());
        }
        return ExitCode.DONE;
    }

    private static void print(Call call, List<Data> hosts) {
        Table table = new Table("HOST", "STATE", "UNTIL", "#RUNNING", "#WAITING", "WHY");
        for (Data one : hosts) {
            boolean byHand = one.at("paused_by_operator").isTrue();
            table.row(
                    one.text("host"),
                    one.text("state"),
                    Words.relative(one.instant("paused_until"), call.clock().instant()),
                    Long.toString(one.number("running")),
                    Long.toString(one.number("waiting")),
                    byHand ? "by hand: " + one.text("note") : one.text("reason"));
        }
        table.print(call.screen(), "No host has work now, and none is paused.");
    }
}

package dev.gleaner.cli.schedules;

import dev.gleaner.cli.call.Call;
import dev.gleaner.cli.call.CliException;
import dev.gleaner.cli.call.Command;
import dev.gleaner.cli.call.Data;
import dev.gleaner.cli.call.ExitCode;
import dev.gleaner.cli.call.Option;
import dev.gleaner.cli.watch.WatchCommand;
import dev.gleaner.client.GleanerClient;
import dev.gleaner.client.PlainApi;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code schedules}: work that repeats by itself. */
public final class ScheduleCommands {
    private static final String ID = "id of a schedule";

    private ScheduleCommands() {}

    /** All of them. */
    public static List<Command> all() {
        List<Option> form = new ArrayList<>(ScheduleForm.triggerOptions());
        form.addAll(ScheduleForm.workOptions());
        List<Option> added = new ArrayList<>(form);
        added.add(Option.of("--id", "ID", "made if not said"));
        added.add(Option.flag("--disabled", "it does not run yet"));
        Option note = Option.of("--note", "TEXT", "why");
        List<Command> all = new ArrayList<>(List.of(
                command(
                        "list",
                        "List schedules: when each is due, and how it went last.",
                        "",
                        List.of(
                                Option.choice("--enabled", "only those that run, or do not", "true", "false"),
                                Option.of("--tag", "TAG", "only with this tag"),
                                Option.of("--name", "TEXT", "only with this name")),
                        "",
                        ScheduleCommands::list),
                command(
                        "show",
                        "Show a schedule: its trigger in words, its next times, why it does not fire.",
                        "ID",
                        List.of(),
                        " weekdays",
                        ScheduleCommands::show),
                command(
                        "add",
                        "Make a schedule.",
                        "",
                        added,
                        " --cron \"0 9 * * 1-5\" --feed https://example.org/feed.xml",
                        ScheduleCommands::add),
                command(
                        "update",
                        "Change what is said of a schedule; all else stays.",
                        "ID",
                        form,
                        " weekdays --daily 10:00",
                        ScheduleCommands::update),
                command(
                        "enable",
                        "Let schedules run.",
                        "ID...",
                        List.of(note),
                        " weekdays",
                        call -> switched(call, "enable")),
                command(
                        "disable",
                        "Keep schedules from running.",
                        "ID...",
                        List.of(note),
                        " weekdays --note \"moving house\"",
                        call -> switched(call, "disable")),
                command(
                        "remove",
                        "Remove schedules; their jobs stay.",
                        "ID...",
                        List.of(Option.flag("--yes", "without asking")),
                        " weekdays --yes",
                        ScheduleCommands::remove),
                command(
                        "run",
                        "Run a schedule now.",
                        "ID",
                        List.of(Option.flag("--wait", "follow its job to the end")
                                .or("-w")),
                        " weekdays --wait",
                        ScheduleCommands::run),
                command(
                        "history",
                        "List what was decided of each time, and why.",
                        "ID",
                        List.of(
                                Option.of("--outcome", "OUTCOME", "only these: FIRED, MISSED, SKIPPED_OVERLAP, ..."),
                                Option.of("--from", "TIME", "only from this instant on"),
                                Option.of("--to", "TIME", "only before this instant"),
                                Option.of("--limit", "N", "so many")),
                        " weekdays --outcome MISSED",
                        ScheduleCommands::history),
                command(
                        "backfill",
                        "Run the times of a past range that have not run.",
                        "ID",
                        List.of(
                                Option.of("--from", "TIME", "the first instant"),
                                Option.of("--to", "TIME", "the end; its times do not count"),
                                Option.flag("--yes", "do it; without, the times are only told")),
                        " weekdays --from 2026-01-01T00:00:00Z --to 2026-01-08T00:00:00Z",
                        ScheduleCommands::backfill),
                command(
                        "preview",
                        "Tell when a schedule is due, or a trigger would be.",
                        "[ID]",
                        previewOptions(),
                        " --cron \"0 9 * * 1-5\" --time-zone Europe/Berlin",
                        ScheduleCommands::preview),
                command("status", "Say how the scheduler stands.", "", List.of(), "", ScheduleCommands::status),
                command(
                        "pause",
                        "Keep all schedules from running.",
                        "",
                        List.of(note),
                        " --note \"moving house\"",
                        ScheduleCommands::pause),
                command("resume", "Let them run again.", "", List.of(), "", ScheduleCommands::resume)));
        all.addAll(FileCommands.all());
        return all;
    }

    static Command command(
            String verb, String summary, String operands, List<Option> options, String example, Command.Action action) {
        String name = "schedules " + verb;
        return new Command(name, summary, operands, options, List.of(), "./gleaner " + name + example, action);
    }

    private static List<Option> previewOptions() {
        List<Option> options = new ArrayList<>(ScheduleForm.triggerOptions());
        options.add(Option.of("--count", "N", "so many times"));
        options.add(Option.of("--from", "TIME", "from this instant on"));
        return options;
    }

    private static int list(Call call) {
        call.arguments().none();
        Map<String, Object> query = new LinkedHashMap<>();
        for (String name : List.of("enabled", "tag", "name")) {
            String value = call.arguments().value("--" + name);
            if (value != null) {
                query.put(name, value);
            }
        }
        query.put("limit", 1000);
        Data answer = call.get(PlainApi.query("/schedules", query));
        if (call.isForPrograms()) {
            call.json(answer);
        } else {
            new ScheduleView(call).table(answer.at("schedules").list());
        }
        return ExitCode.DONE;
    }

    private static int show(Call call) {
        String path = path(call.arguments().only(ID));
        Data schedule = call.get(path);
        if (call.isForPrograms()) {
            call.json(schedule);
            return ExitCode.DONE;
        }
        new ScheduleView(call).whole(schedule, call.get(path + "/preview?count=5"), call.get("/schedules/status"));
        return ExitCode.DONE;
    }

    private static int add(Call call) {
        call.arguments().none();
        Map<String, Object> fields = ScheduleForm.fields(call.arguments());
        if (!fields.containsKey("trigger")) {
            throw CliException.usage(
                    "add needs to know when: --cron, --every, --hours, --at, --daily, --weekly or --monthly");
        }
        String id = call.arguments().value("--id");
        if (id != null) {
            fields.put("id", id);
        }
        if (call.arguments().has("--disabled")) {
            fields.put("enabled", false);
        }
        return changed(call, call.post("/schedules", fields), "is made");
    }

    private static int update(Call call) {
        String id = call.arguments().only(ID);
        Map<String, Object> fields = ScheduleForm.fields(call.arguments());
        if (fields.isEmpty()) {
            throw CliException.usage("update needs to know what: ./gleaner schedules update --help");
        }
        return changed(call, new Data(call.api().send("PATCH", path(id), fields).body()), "is changed");
    }

    private static int changed(Call call, Data schedule, String what) {
        call.tell(
                schedule,
                "Schedule %s %s; next run %s"
                        .formatted(schedule.text("id"), what, new ScheduleView(call).next(schedule)));
        schedule.at("warnings").list().forEach(warning -> call.screen().say("Warning: " + warning.text()));
        return ExitCode.DONE;
    }

    private static int switched(Call call, String what) {
        for (String id : call.arguments().some(ID)) {
            call.tell(call.post(path(id) + "/" + what, note(call)), "Schedule %s is %sd".formatted(id, what));
        }
        return ExitCode.DONE;
    }

    private static Map<String, Object> note(Call call) {
        String note = call.arguments().value("--note");
        return note == null ? Map.of() : Map.of("note", note);
    }

    private static int remove(Call call) {
        List<String> ids = call.arguments().some(ID);
        call.confirm("Remove the schedule%s %s?".formatted(ids.size() == 1 ? "" : "s", String.join(", ", ids)));
        for (String id : ids) {
            call.api().send("DELETE", path(id), null);
            call.screen().say("Schedule %s is removed".formatted(id));
        }
        return ExitCode.DONE;
    }

    private static int run(Call call) throws InterruptedException {
        String id = call.arguments().only(ID);
        Data run = new Data(call.api().send("POST", path(id) + "/run", null).body());
        String job = run.text("job_id");
        if (!call.arguments().has("--wait")) {
            return call.tell(run, "Job %s was made. Follow it: ./gleaner watch %s".formatted(job, job));
        }
        if (job.isEmpty()) {
            return call.tell(run, "No job was made yet");
        }
        try (GleanerClient client = call.client()) {
            return WatchCommand.follow(call, client, job, null);
        }
    }

    private static int history(Call call) {
        Map<String, Object> query = new LinkedHashMap<>();
        for (String name : List.of("outcome", "from", "to", "limit")) {
            String value = call.arguments().value("--" + name);
            if (value != null) {
                query.put(name, value);
            }
        }
        Data answer = call.get(PlainApi.query(path(call.arguments().only(ID)) + "/history", query));
        if (call.isForPrograms()) {
            call.json(answer);
        } else {
            new ScheduleView(call).history(answer.at("occurrences").list());
        }
        return ExitCode.DONE;
    }

    private static int backfill(Call call) {
        String from = call.arguments().value("--from");
        String to = call.arguments().value("--to");
        if (from == null || to == null) {
            throw CliException.usage("backfill needs --from and --to");
        }
        boolean sure = call.arguments().has("--yes");
        Data answer = call.post(
                path(call.arguments().only(ID)) + "/backfill", Map.of("from", from, "to", to, "dry_run", !sure));
        if (call.isForPrograms()) {
            call.json(answer);
        } else {
            answer.at("times").list().forEach(time -> call.screen().line(time.text()));
        }
        if (!sure) {
            call.screen().say("Nothing was run; with --yes it is done");
        }
        return ExitCode.DONE;
    }

    private static int preview(Call call) {
        Map<String, Object> query = new LinkedHashMap<>();
        for (String name : List.of("count", "from")) {
            String value = call.arguments().value("--" + name);
            if (value != null) {
                query.put(name, value);
            }
        }
        Data answer;
        if (call.arguments().rest().isEmpty()) {
            Map<String, Object> times = ScheduleForm.times(call.arguments());
            if (!times.containsKey("trigger")) {
                throw CliException.usage("preview needs an id of a schedule, or a trigger such as --cron");
            }
            answer = call.post(PlainApi.query("/schedules/preview", query), times);
        } else {
            answer = call.get(PlainApi.query(path(call.arguments().only(ID)) + "/preview", query));
        }
        if (call.isForPrograms()) {
            call.json(answer);
        } else {
            new ScheduleView(call).times(answer);
        }
        return ExitCode.DONE;
    }

    private static int status(Call call) {
        call.arguments().none();
        Data status = call.get("/schedules/status");
        return call.tell(status, new ScheduleView(call).scheduler(status));
    }

    private static int pause(Call call) {
        call.arguments().none();
        return call.tell(call.post("/schedules/pause", note(call)), "All schedules are paused");
    }

    private static int resume(Call call) {
        call.arguments().none();
        Data status =
                new Data(call.api().send("POST", "/schedules/resume", null).body());
        return call.tell(status, "Schedules run again");
    }

    private static String path(String id) {
        return "/schedules/" + PlainApi.segment(id);
    }
}

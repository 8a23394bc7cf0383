package dev.gleaner.cli.jobs;

import dev.gleaner.cli.call.Call;
import dev.gleaner.cli.call.CliException;
import dev.gleaner.cli.call.Command;
import dev.gleaner.cli.call.Data;
import dev.gleaner.cli.call.ExitCode;
import dev.gleaner.cli.call.Option;
import dev.gleaner.client.PlainApi;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code status}, {@code list}, {@code failures}, {@code pause}, {@code resume} and {@code priority}. */
public final class JobCommands {
    private static final String JOB = "job id";
    private static final int RUNNING_SHOWN = 10;

    private JobCommands() {}

    /** All of them. */
    public static List<Command> all() {
        return List.of(
                new Command(
                        "status",
                        "Say how far a job is, or how everything stands.",
                        "[JOB...]",
                        List.of(),
                        List.of(),
                        "./gleaner status job_0123456789ab",
                        JobCommands::status),
                new Command(
                        "list",
                        "List jobs, the newest first.",
                        "",
                        List.of(
                                Option.choice(
                                        "--status",
                                        "only in this state",
                                        "PENDING",
                                        "IN_PROGRESS",
                                        "COMPLETED",
                                        "FAILED",
                                        "CANCELLED"),
                                Option.of("--tag", "TAG", "only with this tag; again for several"),
                                Option.of("--name", "TEXT", "only with this name"),
                                Option.of("--search", "TEXT", "text in name, tag, id or host"),
                                Option.of("--host", "HOST", "only with articles of this host"),
                                Option.of("--source", "TEXT", "only with articles of this source"),
                                Option.of("--after", "TIME", "only made at this instant or later"),
                                Option.of("--before", "TIME", "only made before this instant"),
                                Option.of(
                                        "--sort",
                                        "FIELD",
                                        "created, updated, name, status, failed, total; - before turns it"),
                                Option.of("--limit", "N", "so many; 50 if not said"),
                                Option.of("--skip", "N", "without the first so many")),
                        List.of(),
                        "./gleaner list --status FAILED --tag news",
                        JobCommands::list),
                new Command(
                        "failures",
                        "Say why articles of a job failed, and what to do: grouped by code.",
                        "JOB",
                        List.of(),
                        List.of(),
                        "./gleaner failures job_0123456789ab",
                        JobCommands::failures),
                new Command(
                        "pause",
                        "Hold jobs back: nothing more of them is begun.",
                        "JOB...",
                        List.of(),
                        List.of(),
                        "./gleaner pause job_0123456789ab",
                        call -> steer(call, "pause")),
                new Command(
                        "resume",
                        "Let paused jobs go on.",
                        "JOB...",
                        List.of(),
                        List.of(),
                        "./gleaner resume job_0123456789ab",
                        call -> steer(call, "resume")),
                new Command(
                        "priority",
                        "Put a job before others, or behind.",
                        "JOB 1..10",
                        List.of(),
                        List.of("1 to 3 is high, 4 to 7 medium, 8 to 10 low."),
                        "./gleaner priority job_0123456789ab 1",
                        JobCommands::priority));
    }

    private static int status(Call call) {
        List<String> ids = call.arguments().rest();
        if (ids.isEmpty()) {
            return everything(call);
        }
        List<Data> jobs = new ArrayList<>();
        for (String id : ids) {
            jobs.add(call.get(path(id, "/status")));
        }
        if (call.isForPrograms()) {
            for (Data job : jobs) {
                call.json(job);
            }
            return ExitCode.DONE;
        }
        if (jobs.size() == 1) {
            new JobView(call).fields(jobs.getFirst());
        } else {
            new JobView(call).table(jobs);
        }
        return ExitCode.DONE;
    }

    private static int everything(Call call) {
        Data health = call.get("/health");
        Data jobs = call.get("/jobs?status_filter=IN_PROGRESS&limit=" + RUNNING_SHOWN);
        if (call.isForPrograms()) {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("server", call.settings().server().toString());
            put(all, "health", health);
            put(all, "jobs", jobs);
            call.json(new Data(all));
            return ExitCode.DONE;
        }
        call.screen()
                .line("%s  %s   mongo %s   redis %s"
                        .formatted(
                                call.settings().server(),
                                call.screen().state(health.text("status")),
                                call.screen().state(health.text("mongo")),
                                call.screen().state(health.text("redis"))));
        for (Map.Entry<String, Data> problem : health.at("problems").members().entrySet()) {
            call.screen()
                    .line("  %s: %s"
                            .formatted(problem.getKey(), problem.getValue().text()));
        }
        call.screen().line("");
        new JobView(call).table(jobs.list());
        return ExitCode.DONE;
    }

    private static void put(Map<String, Object> all, String name, Data data) {
        if (data.value() != null) {
            all.put(name, data.value());
        }
    }

    private static int list(Call call) {
        call.arguments().none();
        Map<String, Object> query = new LinkedHashMap<>();
        for (String[] pair : new String[][] {
            {"--status", "status_filter"},
            {"--name", "name"},
            {"--search", "q"},
            {"--host", "host"},
            {"--source", "source"},
            {"--after", "created_after"},
            {"--before", "created_before"},
            {"--sort", "sort"},
            {"--limit", "limit"},
            {"--skip", "skip"}
        }) {
            String value = call.arguments().value(pair[0]);
            if (value != null) {
                query.put(pair[1], value);
            }
        }
        query.put("tag", call.arguments().values("--tag"));
        PlainApi.Reply reply = call.api().get(PlainApi.query("/jobs", query));
        Data jobs = new Data(reply.body());
        if (call.isForPrograms()) {
            call.json(jobs);
            return ExitCode.DONE;
        }
        new JobView(call).table(jobs.list());
        int shown = jobs.list().size();
        Long total = reply.total();
        if (total != null && total > shown) {
            call.screen().say("%d of %d jobs; more with --limit and --skip".formatted(shown, total));
        }
        return ExitCode.DONE;
    }

    private static int failures(Call call) {
        Data answer = call.get(path(call.arguments().only(JOB), "/failures"));
        if (call.isForPrograms()) {
            call.json(answer);
            return ExitCode.DONE;
        }
        if (answer.at("groups").list().isEmpty()) {
            call.screen().line("Nothing has failed.");
        }
        for (Data group : answer.at("groups").list()) {
            new JobView(call).failures(group);
        }
        return ExitCode.DONE;
    }

    private static int steer(Call call, String what) {
        List<String> ids = call.arguments().some(JOB);
        for (String id : ids) {
            Data job =
                    new Data(call.api().send("POST", path(id, "/" + what), null).body());
            call.tell(job, "Job %s %s".formatted(id, what.equals("pause") ? "is paused" : "goes on"));
        }
        return ExitCode.DONE;
    }

    private static int priority(Call call) {
        List<String> words = call.arguments().rest();
        if (words.size() != 2 || !words.get(1).matches("[1-9]|10")) {
            throw CliException.usage("priority needs a job id and a number from 1 to 10");
        }
        int priority = Integer.parseInt(words.get(1));
        Data job = new Data(call.api()
                .send("PATCH", path(words.getFirst(), ""), Map.of("priority", priority))
                .body());
        return call.tell(job, "Job %s has priority %d".formatted(words.getFirst(), priority));
    }

    static String path(String job, String rest) {
        return "/jobs/" + PlainApi.segment(job) + rest;
    }
}

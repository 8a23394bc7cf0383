package dev.gleaner.cli.jobs;

import dev.gleaner.cli.call.Call;
import dev.gleaner.cli.call.CliException;
import dev.gleaner.cli.call.Command;
import dev.gleaner.cli.call.Data;
import dev.gleaner.cli.call.ExitCode;
import dev.gleaner.cli.call.Option;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code cancel}, {@code retry} and {@code remove}: of jobs that are named, or of all that fit. */
public final class EndingCommands {
    private static final List<Option> SELECTION = List.of(
            Option.of("--status", "STATUS", "instead of JOB: all in this state"),
            Option.of("--tag", "TAG", "instead of JOB: all with this tag; again for several"),
            Option.of("--name", "TEXT", "instead of JOB: all with this name"),
            Option.flag("--all", "instead of JOB: every job"),
            Option.of("--limit", "N", "change no more jobs than so many; 100 if not said"),
            Option.flag("--yes", "do it; without, many jobs are only counted"));

    private EndingCommands() {}

    /** All of them. */
    public static List<Command> all() {
        return List.of(
                new Command(
                        "cancel",
                        "Stop jobs; what they have brought stays.",
                        "[JOB...]",
                        SELECTION,
                        List.of(),
                        "./gleaner cancel job_0123456789ab",
                        EndingCommands::cancel),
                new Command(
                        "retry",
                        "Run the failed articles of ended jobs again, and what a cancel gave up.",
                        "[JOB...]",
                        with(List.of(
                                Option.of("--code", "CODE", "only articles that failed with it; may be repeated"),
                                Option.of("--host", "HOST", "only articles of this host; may be repeated"),
                                Option.of("--article", "ID", "only this article; may be repeated"))),
                        List.of(),
                        "./gleaner retry job_0123456789ab --code timeout",
                        EndingCommands::retry),
                new Command(
                        "remove",
                        "Remove jobs with their results, whatever their state; the articles stay for others.",
                        "JOB...",
                        List.of(Option.flag("--yes", "without asking")),
                        List.of(),
                        "./gleaner remove job_0123456789ab --yes",
                        EndingCommands::remove));
    }

    private static List<Option> with(List<Option> own) {
        List<Option> all = new ArrayList<>(own);
        all.addAll(SELECTION);
        return all;
    }

    private static int cancel(Call call) {
        if (call.arguments().rest().isEmpty()) {
            return many(call, "cancel", selection(call));
        }
        for (String id : call.arguments().rest()) {
            Data answer = new Data(
                    call.api().send("DELETE", JobCommands.path(id, ""), null).body());
            call.tell(answer, "%s: %s".formatted(id, answer.text("message")));
        }
        return ExitCode.DONE;
    }

    private static int retry(Call call) {
        List<String> codes = call.arguments().values("--code");
        List<String> hosts = call.arguments().values("--host");
        List<String> articles = call.arguments().values("--article");
        if (call.arguments().rest().isEmpty()) {
            Map<String, Object> selection = selection(call);
            if (!articles.isEmpty() || codes.size() > 1 || hosts.size() > 1) {
                throw CliException.usage("Of many jobs, one --code and one --host say which");
            }
            codes.forEach(code -> selection.put("error_code", code));
            hosts.forEach(host -> selection.put("host", host));
            return many(call, "retry", selection);
        }
        Map<String, Object> which = new LinkedHashMap<>();
        put(which, "error_codes", codes);
        put(which, "hosts", hosts);
        put(which, "article_ids", articles);
        for (String id : call.arguments().rest()) {
            Data answer = new Data(call.api()
                    .send("POST", JobCommands.path(id, "/retry"), which.isEmpty() ? null : which)
                    .body());
            call.tell(
                    answer,
                    "%s: run %s with %s articles".formatted(id, answer.text("run"), answer.text("retried_articles")));
        }
        return ExitCode.DONE;
    }

    private static void put(Map<String, Object> fields, String name, List<String> values) {
        if (!values.isEmpty()) {
            fields.put(name, values);
        }
    }

    private static Map<String, Object> selection(Call call) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (String name : List.of("status", "name")) {
            String value = call.arguments().value("--" + name);
            if (value != null) {
                fields.put(name, value);
            }
        }
        put(fields, "tag", call.arguments().values("--tag"));
        if (call.arguments().has("--all")) {
            fields.put("all", true);
        }
        Integer limit = call.arguments().number("--limit");
        if (limit != null) {
            fields.put("limit", limit);
        }
        return fields;
    }

    private static int many(Call call, String what, Map<String, Object> selection) {
        long criteria = selection.keySet().stream()
                .filter(name -> !name.equals("limit"))
                .count();
        if (criteria == 0) {
            throw CliException.usage("%s needs a job id, or --status, --tag, --name or --all".formatted(what));
        }
        boolean sure = call.arguments().has("--yes");
        selection.put("dry_run", !sure);
        Data answer = call.post("/jobs/" + what, selection);
        call.tell(answer, answer.text("message"));
        if (!sure) {
            call.screen().say("Nothing was changed; with --yes it is done");
        }
        return ExitCode.DONE;
    }

    private static int remove(Call call) {
        List<String> ids = call.arguments().some("job id");
        call.confirm("Remove %d jobs with their results?".formatted(ids.size()));
        for (String id : ids) {
            Data answer = new Data(call.api()
                    .send("DELETE", JobCommands.path(id, "?purge=true"), null)
                    .body());
            call.tell(answer, "%s: %s".formatted(id, answer.text("message")));
        }
        return ExitCode.DONE;
    }
}

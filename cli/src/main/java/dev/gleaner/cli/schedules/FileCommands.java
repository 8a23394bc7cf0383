package dev.gleaner.cli.schedules;

import dev.gleaner.cli.call.Call;
import dev.gleaner.cli.call.CliException;
import dev.gleaner.cli.call.Command;
import dev.gleaner.cli.call.Data;
import dev.gleaner.cli.call.ExitCode;
import dev.gleaner.cli.call.Option;
import dev.gleaner.client.GleanerClient;
import dev.gleaner.client.PlainApi;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code schedules export}, {@code apply} and {@code import}: schedules as files. */
final class FileCommands {
    private FileCommands() {}

    /** All of them. */
    static List<Command> all() {
        return List.of(
                ScheduleCommands.command(
                        "export",
                        "Write all schedules into a file, or into the files of a folder.",
                        "FILE|FOLDER",
                        List.of(),
                        " schedules.yaml",
                        FileCommands::export),
                ScheduleCommands.command(
                        "apply",
                        "Make the schedules as a file, or the files of a folder, say.",
                        "FILE|FOLDER",
                        List.of(
                                Option.flag("--dry-run", "only say what would be done"),
                                Option.flag("--prune", "remove the schedules that are not named")),
                        " schedules/ --dry-run",
                        FileCommands::apply),
                ScheduleCommands.command(
                        "import",
                        "Add the schedules of a file; what is there and differs is refused.",
                        "FILE",
                        List.of(
                                Option.flag("--dry-run", "only say what would be done"),
                                Option.choice("--on-conflict", "of what is there and differs", "keep", "replace")),
                        " schedules.yaml --on-conflict keep",
                        FileCommands::imported));
    }

    private static int export(Call call) throws InterruptedException {
        try (GleanerClient client = call.client()) {
            new AppliedFiles(client, call.screen().out()).export(file(call));
        }
        return ExitCode.DONE;
    }

    private static int apply(Call call) throws InterruptedException {
        try (GleanerClient client = call.client()) {
            new AppliedFiles(client, call.screen().out())
                    .apply(
                            file(call),
                            call.arguments().has("--dry-run"),
                            call.arguments().has("--prune"));
        }
        return ExitCode.DONE;
    }

    private static int imported(Call call) throws IOException {
        Path file = file(call);
        String text;
        try {
            text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new ScheduleFilesException("Cannot read " + file, broken);
        }
        Map<String, Object> query = new LinkedHashMap<>();
        query.put("dry_run", call.arguments().has("--dry-run"));
        String conflict = call.arguments().value("--on-conflict");
        if (conflict != null) {
            query.put("on_conflict", conflict);
        }
        Data answer = new Data(call.api()
                .sendText(
                        "POST",
                        PlainApi.query("/schedules/import", query),
                        text,
                        ScheduleFiles.isYaml(file) ? "application/yaml" : "application/json")
                .body());
        return call.tell(
                answer,
                "%d created, %d changed, %d unchanged"
                        .formatted(answer.number("created"), answer.number("changed"), answer.number("unchanged")));
    }

    private static Path file(Call call) {
        if (call.arguments().rest().size() != 1) {
            throw CliException.usage("One FILE is needed");
        }
        return Path.of(call.arguments().rest().getFirst());
    }
}

package dev.gleaner.cli.jobs;

import dev.gleaner.cli.call.Call;
import dev.gleaner.cli.call.CliException;
import dev.gleaner.cli.call.Command;
import dev.gleaner.cli.call.ExitCode;
import dev.gleaner.cli.call.Option;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code results} and {@code report}: what a job brought, printed or in a file. */
public final class ResultCommands {
    private static final Map<String, String> BY_END =
            Map.of(".json", "json", ".ndjson", "ndjson", ".jsonl", "ndjson", ".csv", "csv", ".md", "markdown");

    private ResultCommands() {}

    /** Both. */
    public static List<Command> all() {
        Option file = Option.of("--output", "FILE", "into this file, which is whole or not there")
                .or("-o");
        return List.of(
                new Command(
                        "results",
                        "Print what a job brought, or write it into a file.",
                        "JOB",
                        List.of(
                                Option.choice(
                                        "--format",
                                        "json if not said, and not clear from the FILE's name",
                                        "json",
                                        "ndjson",
                                        "csv",
                                        "markdown"),
                                file),
                        List.of(),
                        "./gleaner results job_0123456789ab -o results.csv",
                        ResultCommands::results),
                new Command(
                        "report",
                        "Tell in short what a job brought.",
                        "JOB",
                        List.of(Option.choice("--format", "text for people, json for programs", "text", "json"), file),
                        List.of(),
                        "./gleaner report job_0123456789ab",
                        ResultCommands::report));
    }

    private static int results(Call call) throws IOException {
        String job = call.arguments().only("job id");
        String file = call.arguments().value("--output");
        String format = call.arguments().value("--format", byName(file));
        return download(call, JobCommands.path(job, "/results?format=" + format), file);
    }

    private static String byName(@Nullable String file) {
        if (file != null) {
            for (Map.Entry<String, String> end : BY_END.entrySet()) {
                if (file.endsWith(end.getKey())) {
                    return end.getValue();
                }
            }
        }
        return "json";
    }

    private static int report(Call call) throws IOException {
        String job = call.arguments().only("job id");
        String format = call.arguments().value("--format", call.isForPrograms() ? "json" : "text");
        return download(
                call,
                JobCommands.path(job, "/report?format=" + format),
                call.arguments().value("--output"));
    }

    private static int download(Call call, String path, @Nullable String file) throws IOException {
        if (file == null) {
            call.print(path, "*/*");
            return ExitCode.DONE;
        }
        Path whole = Path.of(file);
        Path part = whole.resolveSibling(".%s.%d.part"
                .formatted(whole.getFileName(), ProcessHandle.current().pid()));
        try {
            try (OutputStream out = Files.newOutputStream(part)) {
                call.api().download(path, "*/*", out);
            }
            Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException broken) {
            throw new CliException(ExitCode.FAILED, "Cannot write %s: %s".formatted(file, broken));
        } finally {
            Files.deleteIfExists(part);
        }
        call.screen().say("Written to " + file);
        return ExitCode.DONE;
    }
}

package dev.gleaner.exec.cli;

import dev.gleaner.exec.Commands;
import dev.gleaner.exec.oversight.JobWatcher;
import dev.gleaner.exec.record.JobFolder;
import dev.gleaner.exec.record.JobRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Does once what calls and watchers do, in one process, so that Java can make a cache of all the classes that they need. */
final class Rehearsal {
    static final String NAME = "rehearse";

    private Rehearsal() {}

    static int run() throws InterruptedException {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        try {
            Path folder = Files.createTempDirectory("gleaner-exec");
            for (List<String> call : calls(folder.toString())) {
                Exec.run(call, nowhere, nowhere);
            }
            JobRecord again = Commands.in(folder).status("b").orElseThrow();
            JobFolder.write(again.starting(again.watcher()));
            JobWatcher.watch(again.folder(), System.getenv(), () -> {});
            Exec.run(List.of("prune", "--older-than", "0", "--dir", folder.toString()), nowhere, nowhere);
            try (var left = Files.walk(folder)) {
                left.sorted(java.util.Comparator.reverseOrder())
                        .forEach(path -> path.toFile().delete());
            }
            return ExitCode.DONE;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<List<String>> calls(String folder) {
        return List.of(
                List.of("help"),
                List.of("run", "--dir", folder, "--id", "a-{timestamp}", "--timeout", "1m", "--", "echo", "a"),
                List.of("run", "--dir", folder, "--id", "b", "--json", "--wait", "--shell", "echo b; exit 3"),
                List.of("run", "--dir", folder, "--id", "c", "--", "sleep", "10"),
                List.of("status", "--dir", folder, "b"),
                List.of("status", "--dir", folder, "--json", "none"),
                List.of("list", "--dir", folder, "--where", "status=failed", "--since", "1h"),
                List.of("list", "--dir", folder, "--json"),
                List.of("logs", "--dir", folder, "--tail", "3", "b"),
                List.of("stop", "--dir", folder, "c"),
                List.of("wait", "--dir", folder, "*"),
                List.of("history", "--dir", folder, "b"));
    }
}

package dev.gleaner.standalone;

import dev.gleaner.standalone.backup.Restore;
import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code restore}: the embedded data out of one file. */
@Command(
        name = "restore",
        header = "bring back what \"backup\" wrote",
        description = {"", "The data goes into the folder DATA_DIR, whole or not at all."},
        footer = {"", "Example: ./gleaner restore gleaner.zip --force"})
final class RestoreCommand implements Callable<Integer> {

    private final Map<String, String> environment;
    private final PrintStream out;

    @Parameters(paramLabel = "FILE", description = "the file to read")
    private String file = "";

    @Option(names = "--force", description = "replace data that is there")
    private boolean force;

    RestoreCommand(Map<String, String> environment, PrintStream out) {
        this.environment = environment;
        this.out = out;
    }

    @Override
    public Integer call() {
        Logs.silence();
        out.println(Restore.read(Locations.of(file), Locations.data(environment), force));
        return ExitCode.OK;
    }
}

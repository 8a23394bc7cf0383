package dev.gleaner.standalone;

import dev.gleaner.standalone.backup.Backup;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code backup}: the embedded data into one file. */
@Command(
        name = "backup",
        header = "write the data of a stopped \"up\" into one file",
        description = {"", "The data is that of the folder DATA_DIR. A file that is there is not overwritten."},
        footer = {"", "Example: ./gleaner backup gleaner.zip"})
final class BackupCommand implements Callable<Integer> {

    private final Map<String, String> environment;
    private final String version;
    private final PrintStream out;

    @Parameters(paramLabel = "FILE", description = "the file to write")
    private String file = "";

    BackupCommand(Map<String, String> environment, String version, PrintStream out) {
        this.environment = environment;
        this.version = version;
        this.out = out;
    }

    @Override
    public Integer call() {
        Logs.silence();
        out.println(new Backup(version, InstantSource.system()).write(Locations.data(environment), Locations.of(file)));
        return ExitCode.OK;
    }
}

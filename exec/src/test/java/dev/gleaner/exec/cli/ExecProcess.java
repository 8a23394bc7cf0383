package dev.gleaner.exec.cli;

import dev.gleaner.exec.Commands;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Calls of the command line as processes of their own, as small as the launcher starts them. */
final class ExecProcess {
    private static final List<String> JAVA = List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx32m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-cp",
            System.getProperty("java.class.path"),
            Exec.class.getName());

    private ExecProcess() {}

    /** The words before those of a call. */
    static List<String> java() {
        return JAVA;
    }

    /** Starts a call on a folder; its stdout and stderr go into one file. */
    static Process start(Path folder, Path output, String... words) throws IOException {
        List<String> command = new ArrayList<>(JAVA);
        command.addAll(List.of(words));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put(Commands.FOLDER_VARIABLE, folder.toString());
        builder.environment().put("LC_ALL", "C.UTF-8");
        return builder.start();
    }
}

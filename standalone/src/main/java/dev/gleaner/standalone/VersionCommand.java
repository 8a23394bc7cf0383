package dev.gleaner.standalone;

import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code version}: the version, printed. */
@Command(
        name = "version",
        header = "print the version",
        footer = {"", "Example: ./gleaner version"})
final class VersionCommand implements Callable<Integer> {

    private final String text;
    private final PrintStream out;

    VersionCommand(String text, PrintStream out) {
        this.text = text;
        this.out = out;
    }

    @Override
    public Integer call() {
        out.println(text);
        return ExitCode.OK;
    }
}

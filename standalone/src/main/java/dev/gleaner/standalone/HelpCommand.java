package dev.gleaner.standalone;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code help}: the text of the program, or that of one command. */
@Command(
        name = "help",
        header = "print this text, or that of a command",
        footer = {"", "Example: ./gleaner help check"})
final class HelpCommand implements Callable<Integer> {

    @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "the command to explain")
    private @Nullable String command;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        CommandLine program = Objects.requireNonNull(spec).parent().commandLine();
        CommandLine wanted =
                command == null ? program : program.getSubcommands().get(command);
        if (wanted == null) {
            throw new ParameterException(program, "Unknown command: " + command);
        }
        wanted.usage(program.getOut());
        return ExitCode.OK;
    }
}

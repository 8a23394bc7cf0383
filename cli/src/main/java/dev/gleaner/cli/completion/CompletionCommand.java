package dev.gleaner.cli.completion;

import dev.gleaner.cli.call.Call;
import dev.gleaner.cli.call.CliException;
import dev.gleaner.cli.call.Command;
import dev.gleaner.cli.call.ExitCode;
import java.util.List;
import java.util.function.Supplier;

/** {@code completion}: a script for a shell. */
public final class CompletionCommand {
    private static final List<String> SHELLS = List.of("bash", "zsh", "fish");

    private CompletionCommand() {}

    /** @param commands all that are completed */
    public static Command command(Supplier<List<Command>> commands) {
        return new Command(
                "completion",
                "Print what a shell needs to complete commands and options.",
                "bash|zsh|fish",
                List.of(),
                List.of("bash: source <(./gleaner completion bash)\n"
                        + "zsh:  source <(./gleaner completion zsh)\n"
                        + "fish: ./gleaner completion fish | source"),
                "source <(./gleaner completion bash)",
                call -> print(call, commands.get()));
    }

    private static int print(Call call, List<Command> commands) {
        String shell = call.arguments().only("shell: bash, zsh or fish");
        Words words = Words.of(commands);
        call.screen()
                .out()
                .print(
                        switch (shell) {
                            case "bash" -> Scripts.bash(words);
                            case "zsh" -> Scripts.zsh(words);
                            case "fish" -> Scripts.fish(words);
                            default ->
                                throw CliException.usage(
                                        "completion knows %s, not %s".formatted(String.join(", ", SHELLS), shell));
                        });
        return ExitCode.DONE;
    }
}

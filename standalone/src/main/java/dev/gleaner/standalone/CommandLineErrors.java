package dev.gleaner.standalone;

import dev.gleaner.cli.Cli;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one line what is wrong with a command line, and where to read on. */
final class CommandLineErrors implements IParameterExceptionHandler {

    @Override
    public int handleParseException(ParameterException wrong, String[] words) {
        CommandLine command = wrong.getCommandLine();
        command.getErr().println(sentence(wrong, command.getCommandSpec()));
        command.getErr().println("Try: ./gleaner help");
        return ExitCode.USAGE;
    }

    private static String sentence(ParameterException wrong, CommandSpec command) {
        return switch (wrong) {
            case UnmatchedArgumentException unknown ->
                unknown(unknown.getUnmatched().getFirst(), command);
            case MissingParameterException missing
            when !missing.getMissing().isEmpty() && missing.getMissing().getFirst() instanceof OptionSpec option ->
                option.paramLabel().equals("TIME")
                        ? option.longestName() + " needs a time, for example 10m"
                        : "%s needs %s".formatted(option.longestName(), option.paramLabel());
            case MissingParameterException missing -> command.name() + " needs one file";
            default -> String.valueOf(wrong.getMessage());
        };
    }

    private static String unknown(String word, CommandSpec command) {
        if (command.parent() == null) {
            return "Unknown command: " + word
                    + Cli.suggestion(
                            word, command.commandLine().getSubcommands().keySet());
        }
        boolean oneFileTooMany = !word.startsWith("-")
                && command.positionalParameters().stream()
                        .anyMatch(one -> one.paramLabel().equals("FILE"));
        return oneFileTooMany
                ? command.name() + " needs one file"
                : "Unknown option of " + command.name() + ": " + word;
    }
}

package dev.gleaner.standalone;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the command line asks for. */
public sealed interface Command {

    /**
     * Everything in one process.
     *
     * @param demo whether to scrape the bundled pages
     * @param once whether to end after that
     */
    record Up(boolean demo, boolean once) implements Command {}

    /** The API service alone. */
    record Api() implements Command {}

    /** A consumer service alone. */
    record Consumer() implements Command {}

    /** The version, printed. */
    record Version() implements Command {}

    /** The usage text, printed. */
    record Help() implements Command {}

    /**
     * Reads a command line; an empty one asks for help.
     *
     * @throws UsageException if it asks for something that does not exist
     */
    static Command parse(List<String> words) {
        if (words.isEmpty()) {
            return new Help();
        }
        String name = words.getFirst();
        List<String> options = words.subList(1, words.size());
        if (options.contains("--help") || options.contains("-h")) {
            return new Help();
        }
        return switch (name) {
            case "up" -> up(options);
            case "api" -> alone(name, options, new Api());
            case "consumer" -> alone(name, options, new Consumer());
            case "version", "--version" -> alone(name, options, new Version());
            case "help", "--help", "-h" -> alone(name, options, new Help());
            default -> throw new UsageException("Unknown command: " + name);
        };
    }

    private static Up up(List<String> options) {
        Set<String> given = new HashSet<>();
        for (String option : options) {
            if (!option.equals("--demo") && !option.equals("--once")) {
                throw new UsageException("Unknown option of up: " + option);
            }
            given.add(option);
        }
        boolean demo = given.contains("--demo");
        boolean once = given.contains("--once");
        if (once && !demo) {
            // Without the demo there is nothing after which to end.
            throw new UsageException("--once ends after the demo and needs --demo");
        }
        return new Up(demo, once);
    }

    private static Command alone(String name, List<String> options, Command command) {
        if (!options.isEmpty()) {
            throw new UsageException("Unknown option of " + name + ": " + options.getFirst());
        }
        return command;
    }
}

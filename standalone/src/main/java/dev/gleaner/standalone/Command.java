package dev.gleaner.standalone;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.springframework.boot.convert.DurationStyle;

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

    /**
     * What is found and used, and advice; changes nothing.
     *
     * @param json whether it is for a program
     */
    record Doctor(boolean json) implements Command {}

    /**
     * Whether the stores hold what is promised; changes nothing.
     *
     * @param atRest whether all work should be over
     * @param watch how long to go on looking; zero for one look
     * @param json whether it is for a program
     */
    record Check(boolean atRest, Duration watch, boolean json) implements Command {}

    /** The embedded data into one file, named as it was typed. */
    record Backup(String file) implements Command {}

    /**
     * The embedded data out of one file.
     *
     * @param file as it was typed
     * @param force whether data that is there may be replaced
     */
    record Restore(String file, boolean force) implements Command {}

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
            case "doctor" -> doctor(options);
            case "check" -> check(options);
            case "backup" -> new Backup(file(name, options));
            case "restore" -> restore(options);
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

    private static Doctor doctor(List<String> options) {
        for (String option : options) {
            if (!option.equals("--json")) {
                throw new UsageException("Unknown option of doctor: " + option);
            }
        }
        return new Doctor(!options.isEmpty());
    }

    private static Check check(List<String> options) {
        boolean atRest = false;
        boolean json = false;
        Duration watch = Duration.ZERO;
        for (Iterator<String> words = options.iterator(); words.hasNext(); ) {
            String option = words.next();
            switch (option) {
                case "--at-rest" -> atRest = true;
                case "--json" -> json = true;
                case "--watch" -> {
                    if (!words.hasNext()) {
                        throw new UsageException("--watch needs a time, for example 10m");
                    }
                    watch = duration(words.next());
                }
                default -> throw new UsageException("Unknown option of check: " + option);
            }
        }
        return new Check(atRest, watch, json);
    }

    private static Duration duration(String text) {
        try {
            Duration time = DurationStyle.SIMPLE.parse(text, ChronoUnit.SECONDS);
            if (time.isPositive()) {
                return time;
            }
        } catch (IllegalArgumentException | ArithmeticException none) {
            throw new UsageException("No time: " + text + " (for example 30s, 10m or 2h)");
        }
        throw new UsageException("--watch needs a time above zero, not " + text);
    }

    private static Restore restore(List<String> options) {
        List<String> files =
                options.stream().filter(option -> !option.equals("--force")).toList();
        return new Restore(file("restore", files), files.size() < options.size());
    }

    private static String file(String name, List<String> options) {
        for (String option : options) {
            if (option.startsWith("-")) {
                throw new UsageException("Unknown option of " + name + ": " + option);
            }
        }
        if (options.size() != 1 || options.getFirst().isBlank()) {
            throw new UsageException(name + " needs one file");
        }
        return options.getFirst();
    }

    private static Command alone(String name, List<String> options, Command command) {
        if (!options.isEmpty()) {
            throw new UsageException("Unknown option of " + name + ": " + options.getFirst());
        }
        return command;
    }
}

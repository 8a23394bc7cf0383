package dev.gleaner.cli;

import dev.gleaner.cli.call.Arguments;
import dev.gleaner.cli.call.Call;
import dev.gleaner.cli.call.CliException;
import dev.gleaner.cli.call.ClosedPipeException;
import dev.gleaner.cli.call.Command;
import dev.gleaner.cli.call.ExitCode;
import dev.gleaner.cli.call.Faults;
import dev.gleaner.cli.call.Nearest;
import dev.gleaner.cli.call.Settings;
import dev.gleaner.cli.schedules.ScheduleFilesException;
import dev.gleaner.cli.screen.Screen;
import dev.gleaner.cli.submit.RunException;
import dev.gleaner.client.GleanerException;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The command line of a running Gleaner. */
public final class Cli {
    private final Screen screen;
    private final InputStream in;
    private final Map<String, String> environment;
    private final Clock clock;

    /**
     * @param in standard input
     * @param environment of the process
     */
    public Cli(Screen screen, InputStream in, Map<String, String> environment, Clock clock) {
        this.screen = screen;
        this.in = in;
        this.environment = environment;
        this.clock = clock;
    }

    /** Runs the command that the words say, and ends the process. */
    public static void main(String... words) throws InterruptedException {
        Map<String, String> environment = System.getenv();
        // Whatever the locale says: what the server has is UTF-8.
        PrintStream out = new PrintStream(
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 14),
                false,
                StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        Screen screen = Screen.ofProcess(out, err, environment);
        int code = new Cli(screen, System.in, environment, Clock.systemUTC()).run(List.of(words));
        out.flush();
        // Nothing here needs to end in order.
        Runtime.getRuntime().halt(code);
    }

    /** Whether a command is one of this program. */
    public static boolean knows(String command) {
        return !Catalogue.family(command).isEmpty();
    }

    /**
     * " (did you mean X?)", or nothing if no command is near.
     *
     * @param others commands that are none of this program
     */
    public static String suggestion(String word, Collection<String> others) {
        Set<String> known = new TreeSet<>(others);
        Catalogue.all().forEach(command -> known.add(command.name().split(" ")[0]));
        return Nearest.hint(word, known);
    }

    /** @return what the process should end with */
    public int run(List<String> words) throws InterruptedException {
        if (words.equals(List.of(Rehearsal.NAME))) {
            return Rehearsal.run();
        }
        boolean asksForHelp = !words.isEmpty() && Set.of("help", "--help", "-h").contains(words.getFirst());
        List<String> asked = asksForHelp ? words.subList(1, words.size()) : words;
        if (asked.isEmpty()) {
            return help();
        }
        Command command = Catalogue.find(asked);
        if (command == null) {
            return family(asked);
        }
        if (asksForHelp) {
            screen.line(command.help().stripTrailing());
            return ExitCode.DONE;
        }
        int taken = command.name().split(" ").length;
        return run(command, words.subList(taken, words.size()));
    }

    private int run(Command command, List<String> words) throws InterruptedException {
        try {
            Arguments arguments = Arguments.of(command, words);
            if (arguments.has("--help")) {
                screen.line(command.help().stripTrailing());
                return ExitCode.DONE;
            }
            Settings settings = Settings.of(arguments, environment);
            Call call = new Call(arguments, settings, screen.withColor(settings.color()), in, environment, clock);
            try {
                return command.action().run(call);
            } catch (GleanerException fault) {
                throw Faults.of(fault, settings.server());
            } finally {
                screen.out().flush();
            }
        } catch (CliException wrong) {
            screen.say(String.valueOf(wrong.getMessage()));
            if (wrong.code() == ExitCode.USAGE) {
                screen.say("Try: ./gleaner %s --help".formatted(command.name()));
            }
            return wrong.code();
        } catch (ScheduleFilesException | RunException impossible) {
            screen.say(String.valueOf(impossible.getMessage()));
            return ExitCode.FAILED;
        } catch (InvalidPathException none) {
            screen.say(none.getInput() + " is no name of a file");
            return ExitCode.USAGE;
        } catch (ClosedPipeException enough) {
            return ExitCode.DONE;
        } catch (UncheckedIOException broken) {
            if (broken.getCause() instanceof ClosedPipeException) {
                return ExitCode.DONE;
            }
            screen.say("It cannot be read or written: " + broken.getCause());
            return ExitCode.FAILED;
        } catch (IOException broken) {
            screen.say("It cannot be read or written: " + broken);
            return ExitCode.FAILED;
        }
    }

    /** Words that are no command: those of a family are named, else the nearest. */
    private int family(List<String> words) {
        List<Command> family = Catalogue.family(words.getFirst());
        List<String> verbs = new ArrayList<>();
        String start = words.getFirst() + " ";
        family.stream()
                .filter(command -> command.name().startsWith(start))
                .forEach(command -> verbs.add(command.name().substring(start.length())));
        if (!verbs.isEmpty()) {
            String verb = words.size() < 2 ? "" : words.get(1);
            if (verb.isEmpty() || verb.equals("--help") || verb.equals("-h") || verb.equals("help")) {
                screen.line("Usage: ./gleaner %s<command> [options]%n".formatted(start));
                family.forEach(one ->
                        screen.line("  %-20s%s".formatted(one.name().substring(start.length()), one.summary())));
                screen.line("\nExample: ./gleaner %slist".formatted(start));
                return verb.isEmpty() ? ExitCode.USAGE : ExitCode.DONE;
            }
            screen.say("Unknown command: %s%s%s".formatted(start, verb, Nearest.hint(verb, verbs)));
            return ExitCode.USAGE;
        }
        screen.say("Unknown command: %s%s".formatted(words.getFirst(), suggestion(words.getFirst(), List.of())));
        screen.say("Try: ./gleaner help");
        return ExitCode.USAGE;
    }

    private int help() {
        screen.line(Usage.text().stripTrailing());
        return ExitCode.DONE;
    }
}

package dev.gleaner.exec.cli;

import dev.gleaner.exec.Commands;
import dev.gleaner.exec.CommandsException;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code gleaner exec}: commands as jobs of this machine. */
public final class Exec {
    private Exec() {}

    public static void main(String... words) throws InterruptedException {
        // Whatever the locale says: what a command writes is passed on as it is, and records are UTF-8.
        PrintStream out = new PrintStream(
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)), false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        int code = run(List.of(words), out, err);
        out.flush();
        // Nothing here needs to end in order.
        Runtime.getRuntime().halt(code);
    }

    /** @return what the process should end with */
    static int run(List<String> words, PrintStream out, PrintStream err) throws InterruptedException {
        String name = words.isEmpty() ? "help" : words.getFirst();
        List<String> rest = words.isEmpty() ? List.of() : words.subList(1, words.size());
        Verb verb = verb(name);
        if (verb == null) {
            return other(name, rest, out, err);
        }
        try {
            Arguments arguments = Arguments.of(rest, verb.flags(), verb.valued(), verb.takesCommand());
            if (arguments.has("--help")) {
                return help(name, out);
            }
            String folder = arguments.value("--dir");
            Commands commands = folder == null ? Commands.ofUser() : Commands.in(Path.of(folder));
            return verb.run(commands, arguments, new Output(out, err, arguments.has("--json")));
        } catch (CommandsException e) {
            err.println("gleaner exec " + name + ": " + e.getMessage());
            return code(e, err);
        } catch (InvalidPathException e) {
            err.println("gleaner exec " + name + ": " + e.getInput() + " is no name of a folder");
            return ExitCode.USAGE;
        } catch (IOException | UncheckedIOException e) {
            Throwable cause = e instanceof UncheckedIOException unchecked ? unchecked.getCause() : e;
            err.println("gleaner exec %s: the folder of the jobs cannot be used: %s".formatted(name, cause));
            return ExitCode.FOLDER;
        }
    }

    private static int code(CommandsException e, PrintStream err) {
        return switch (e) {
            case CommandsException.Invalid invalid -> ExitCode.USAGE;
            case CommandsException.Unknown unknown -> ExitCode.UNKNOWN;
            case CommandsException.Taken taken -> ExitCode.TAKEN;
            case CommandsException.NotStopped left -> ExitCode.FAILED;
            case CommandsException.Unreadable unreadable -> {
                unreadable.damages().forEach(damage -> err.println("damaged: " + damage));
                yield ExitCode.FAILED;
            }
        };
    }

    private static @Nullable Verb verb(String name) {
        return switch (name) {
            case "run" -> new RunVerb();
            case "status" -> new StatusVerb();
            case "list" -> new ListVerb();
            case "logs" -> new LogsVerb();
            case "stop" -> new StopVerb();
            case "wait" -> new WaitVerb();
            case "history" -> new HistoryVerb();
            case "prune" -> new PruneVerb();
            default -> null;
        };
    }

    private static int other(String name, List<String> rest, PrintStream out, PrintStream err)
            throws InterruptedException {
        switch (name) {
            case "help", "-h", "--help" -> {
                String about = rest.isEmpty() || verb(rest.getFirst()) == null ? "exec" : rest.getFirst();
                return help(about, out);
            }
            case Rehearsal.NAME -> {
                return Rehearsal.run();
            }
            default -> {
                err.println("gleaner exec: there is no command %s; gleaner exec help lists them".formatted(name));
                return ExitCode.USAGE;
            }
        }
    }

    private static int help(String about, PrintStream out) {
        try (InputStream text = Exec.class.getResourceAsStream("help/" + about + ".txt")) {
            if (text != null) {
                out.write(text.readAllBytes());
            }
            return ExitCode.DONE;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

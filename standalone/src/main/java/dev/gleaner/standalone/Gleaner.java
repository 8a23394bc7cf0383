package dev.gleaner.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The program: reads the command line and becomes what it asks for. */
public final class Gleaner {

    /** All went well. */
    static final int OK = 0;
    /** It was tried and did not succeed. */
    static final int FAILED = 1;
    /** The command line makes no sense. */
    static final int USAGE = 2;

    private final Services services;
    private final PrintStream out;
    private final PrintStream err;

    Gleaner(Services services, PrintStream out, PrintStream err) {
        this.services = services;
        this.out = out;
        this.err = err;
    }

    /** Runs the command and ends the process with its exit code: 0, 1 for a failure, 2 for a wrong command line. */
    public static void main(String[] args) throws InterruptedException {
        // Ends threads that a library may have left behind, too.
        System.exit(new Gleaner(new ProcessServices(System.getenv(), System.out), System.out, System.err)
                .run(List.of(args)));
    }

    int run(List<String> words) throws InterruptedException {
        try {
            return run(Command.parse(words));
        } catch (UsageException e) {
            err.println(e.getMessage());
            err.println("Try: ./gleaner help");
            return USAGE;
        } catch (CannotStartException e) {
            err.println(e.getMessage());
            return FAILED;
        }
    }

    private int run(Command command) throws InterruptedException {
        return switch (command) {
            case Command.Up up -> new UpCommand(services, out, err).run(up);
            case Command.Api api -> untilItEnds(services.api());
            case Command.Consumer consumer -> untilItEnds(services.consumer());
            case Command.Version version -> print("Gleaner " + version());
            case Command.Help help -> print(usage());
        };
    }

    private int print(String text) {
        out.println(text.stripTrailing());
        return OK;
    }

    private static int untilItEnds(Services.Running started) throws InterruptedException {
        try (Services.Running running = started) {
            running.awaitEnd();
        }
        return OK;
    }

    private static String version() {
        return Objects.requireNonNullElse(Gleaner.class.getPackage().getImplementationVersion(), "(not packaged)");
    }

    private static String usage() {
        try (InputStream text = Objects.requireNonNull(Gleaner.class.getResourceAsStream("/usage.txt"))) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.gleaner.standalone;

import dev.gleaner.standalone.backup.BackupException;
import dev.gleaner.standalone.doctor.Diagnosis;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.boot.logging.LoggingSystem;

/** The program: reads the command line and becomes what it asks for. */
public final class Gleaner {

    /** All went well. */
    static final int OK = 0;
    /** It was tried and did not succeed. */
    static final int FAILED = 1;
    /** The command line makes no sense. */
    static final int USAGE = 2;

    private final Services services;
    private final Map<String, String> environment;
    private final Upkeep upkeep;
    private final PrintStream out;
    private final PrintStream err;

    Gleaner(Services services, Map<String, String> environment, PrintStream out, PrintStream err) {
        this.services = services;
        this.environment = environment;
        this.upkeep = new Upkeep(environment, version());
        this.out = out;
        this.err = err;
    }

    /** Runs the command and ends the process with its exit code: 0, 1 for a failure, 2 for a wrong command line. */
    public static void main(String[] args) throws InterruptedException {
        // Ends threads that a library may have left behind, too.
        Map<String, String> environment = System.getenv();
        System.exit(new Gleaner(new ProcessServices(environment, System.out), environment, System.out, System.err)
                .run(List.of(args)));
    }

    int run(List<String> words) throws InterruptedException {
        try {
            return run(Command.parse(words));
        } catch (UsageException e) {
            err.println(e.getMessage());
            err.println("Try: ./gleaner help");
            return USAGE;
        } catch (CannotStartException | BackupException e) {
            err.println(e.getMessage());
            return FAILED;
        }
    }

    private int run(Command command) throws InterruptedException {
        return switch (command) {
            case Command.Up up -> new UpCommand(services, out, err).run(up);
            case Command.Api api -> untilItEnds(services.api());
            case Command.Consumer consumer -> untilItEnds(services.consumer());
            case Command.Doctor doctor -> doctor(doctor.json());
            case Command.Check check -> check(check);
            case Command.Backup backup -> quietly(() -> upkeep.backup(backup.file()));
            case Command.Restore restore -> quietly(() -> upkeep.restore(restore.file(), restore.force()));
            case Command.Version version -> print("Gleaner " + version());
            case Command.Help help -> print(usage());
        };
    }

    /** What libraries have to say would stand between the lines, or in the JSON; no Spring is there to filter it. */
    private static void silenceLogs() {
        LoggingSystem.get(Gleaner.class.getClassLoader()).beforeInitialize();
    }

    private int quietly(Supplier<String> work) {
        silenceLogs();
        return print(work.get());
    }

    private int doctor(boolean json) {
        silenceLogs();
        Diagnosis diagnosis = upkeep.doctor();
        print(json ? diagnosis.json() : diagnosis.text());
        return diagnosis.healthy() ? OK : FAILED;
    }

    private int check(Command.Check check) throws InterruptedException {
        silenceLogs();
        return new CheckCommand(environment, out, err).run(check);
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

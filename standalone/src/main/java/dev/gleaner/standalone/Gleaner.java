package dev.gleaner.standalone;

import dev.gleaner.standalone.backup.BackupException;
import dev.gleaner.standalone.schedules.ScheduleFilesException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The program: reads the command line and becomes what it asks for; an empty one asks for help. */
@Command(
        name = "./gleaner",
        customSynopsis = "./gleaner <command>",
        header = {"Gleaner scrapes lists of articles.", ""},
        optionListHeading = "%n",
        commandListHeading = "%n",
        footer = {
            "  exec       run commands as jobs of this machine, without a server: run, status, list, logs, stop, wait",
            "  bench      run a benchmark; without a name, list them",
            "",
            "./gleaner <command> --help tells more about a command. JAVA_OPTS is handed to the Java machine. All other",
            "settings are environment variables, see README.md. Relative folders count from the current directory.",
            "",
            "Example: ./gleaner up --demo"
        })
public final class Gleaner implements Runnable {

    private static final int WIDTH = 110;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "print this text")
    private boolean help;

    @Option(names = "--version", versionHelp = true, description = "print the version")
    private boolean version;

    private final CommandLine line;

    Gleaner(Services services, Map<String, String> environment, InputStream in, PrintStream out, PrintStream err) {
        String number = version();
        SchedulesCommand schedules = new SchedulesCommand(environment, out);
        this.line = new CommandLine(this)
                .addSubcommand(new UpCommand(services, out, err))
                .addSubcommand(new ApiCommand(services, out))
                .addSubcommand(new ConsumerCommand(services))
                .addSubcommand(new RunCommand(services, environment, in, out, err))
                .addSubcommand(new DoctorCommand(environment, number, out))
                .addSubcommand(new CheckCommand(environment, out, err))
                .addSubcommand(new BackupCommand(environment, number, out))
                .addSubcommand(new RestoreCommand(environment, out))
                .addSubcommand(new CommandLine(schedules)
                        .addSubcommand(new SchedulesCommand.Export(schedules))
                        .addSubcommand(new SchedulesCommand.Apply(schedules)))
                .addSubcommand(new VersionCommand("Gleaner " + number, out))
                .addSubcommand(new HelpCommand())
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setUsageHelpWidth(WIDTH)
                .setExpandAtFiles(false)
                .setOverwrittenOptionsAllowed(true)
                .setParameterExceptionHandler(new CommandLineErrors())
                .setExecutionExceptionHandler(Gleaner::explained);
        line.getCommandSpec().version("Gleaner " + number);
    }

    /** Runs the command and ends the process with its exit code: 0, 1 for a failure, 2 for a wrong command line. */
    public static void main(String[] args) {
        // Ends threads that a library may have left behind, too.
        Map<String, String> environment = System.getenv();
        System.exit(new Gleaner(
                        new ProcessServices(environment, System.out), environment, System.in, System.out, System.err)
                .run(List.of(args)));
    }

    int run(List<String> words) {
        return line.execute(words.toArray(String[]::new));
    }

    /** Without any command. */
    @Override
    public void run() {
        line.usage(line.getOut());
    }

    private static int explained(Exception fault, CommandLine command, CommandLine.ParseResult parsed)
            throws Exception {
        if (fault instanceof CannotStartException
                || fault instanceof BackupException
                || fault instanceof ScheduleFilesException) {
            command.getErr().println(fault.getMessage());
            return ExitCode.FAILED;
        }
        throw fault;
    }

    private static String version() {
        return Objects.requireNonNullElse(Gleaner.class.getPackage().getImplementationVersion(), "(not packaged)");
    }
}

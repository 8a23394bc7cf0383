package dev.gleaner.standalone;

import dev.gleaner.cli.Cli;
import dev.gleaner.cli.Usage;
import dev.gleaner.standalone.backup.BackupException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The program: reads the command line and becomes what it asks for; an empty one asks for help. */
@Command(name = "./gleaner")
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
        this.line = new CommandLine(this)
                .addSubcommand(new UpCommand(services, out, err))
                .addSubcommand(new ApiCommand(services, out))
                .addSubcommand(new ConsumerCommand(services))
                .addSubcommand(new RunCommand(services, environment, in, out, err))
                .addSubcommand(new DoctorCommand(environment, number, out))
                .addSubcommand(new CheckCommand(environment, out, err))
                .addSubcommand(new BackupCommand(environment, number, out))
                .addSubcommand(new RestoreCommand(environment, out))
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
    public static void main(String[] args) throws InterruptedException {
        if (args.length > 0 && Cli.knows(args[0]) || args.length > 1 && args[0].equals("help") && Cli.knows(args[1])) {
            // The launcher has a program of its own for these; whoever has only this jar need not miss them.
            Logs.silence();
            Cli.main(args);
        }
        // Ends threads that a library may have left behind, too.
        Map<String, String> environment = System.getenv();
        System.exit(new Gleaner(
                        new ProcessServices(environment, System.out), environment, System.in, System.out, System.err)
                .run(List.of(args)));
    }

    int run(List<String> words) {
        if (words.isEmpty()
                || words.size() == 1 && List.of("help", "--help", "-h").contains(words.getFirst())) {
            line.getOut().print(Usage.text());
            line.getOut().flush();
            return ExitCode.OK;
        }
        return line.execute(words.toArray(String[]::new));
    }

    /** The names of its commands. */
    Set<String> commands() {
        return line.getSubcommands().keySet();
    }

    /** Without any command. */
    @Override
    public void run() {
        line.getOut().print(Usage.text());
        line.getOut().flush();
    }

    private static int explained(Exception fault, CommandLine command, CommandLine.ParseResult parsed)
            throws Exception {
        if (fault instanceof CannotStartException || fault instanceof BackupException) {
            command.getErr().println(fault.getMessage());
            return ExitCode.FAILED;
        }
        throw fault;
    }

    private static String version() {
        return Objects.requireNonNullElse(Gleaner.class.getPackage().getImplementationVersion(), "(not packaged)");
    }
}

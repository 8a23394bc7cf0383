package dev.gleaner.standalone;

import dev.gleaner.client.GleanerClient;
import dev.gleaner.standalone.schedules.AppliedFiles;
import java.io.PrintStream;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code schedules export} and {@code schedules apply}: the schedules of a running Gleaner as files. */
@Command(
        name = "schedules",
        header = "keep the schedules of a running Gleaner in files: export, apply",
        customSynopsis = {
            "./gleaner schedules export FILE|FOLDER",
            "       ./gleaner schedules apply FILE|FOLDER [--dry-run] [--prune]"
        },
        description = {
            "",
            "A FILE ends in .json, .yaml or .yml. A FOLDER has a file for each schedule. The API is asked at "
                    + "API_HOST and API_PORT, or at --api."
        },
        commandListHeading = "%n",
        footer = {"", "Example: ./gleaner schedules apply schedules/ --dry-run"})
final class SchedulesCommand implements Runnable {
    private final Map<String, String> environment;
    private final PrintStream out;

    @Option(names = "--api", paramLabel = "URL", scope = ScopeType.INHERIT, description = "where the API is")
    private @Nullable String api;

    @Spec
    private @Nullable CommandSpec spec;

    SchedulesCommand(Map<String, String> environment, PrintStream out) {
        this.environment = environment;
        this.out = out;
    }

    /** Without what to do. */
    @Override
    public void run() {
        throw wrong("schedules needs export or apply");
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), sentence);
    }

    private GleanerClient client() {
        String url = api == null ? ApiAddress.of(environment).local().toString() : api;
        try {
            return GleanerClient.at(URI.create(url));
        } catch (IllegalArgumentException none) {
            throw wrong("No address of an API: " + url);
        }
    }

    /** {@code schedules export}. */
    @Command(
            name = "export",
            header = "write all schedules into a file, or into the files of a folder",
            description = {"", "Secrets are masked: apply keeps those that are stored."},
            footer = {"", "Example: ./gleaner schedules export schedules.yaml"})
    static final class Export implements Callable<Integer> {
        private final SchedulesCommand schedules;

        @Parameters(paramLabel = "FILE", description = "the file to write, or a folder that is there")
        private String place = "";

        Export(SchedulesCommand schedules) {
            this.schedules = schedules;
        }

        @Override
        public Integer call() throws InterruptedException {
            Logs.silence();
            try (GleanerClient client = schedules.client()) {
                new AppliedFiles(client, schedules.out).export(Locations.of(place));
            }
            return ExitCode.OK;
        }
    }

    /** {@code schedules apply}. */
    @Command(
            name = "apply",
            header = "make the schedules as a file, or the files of a folder, say",
            description = {"", "All of it is looked at before anything is changed; doing it again changes nothing."},
            footer = {"", "Example: ./gleaner schedules apply schedules/ --dry-run"})
    static final class Apply implements Callable<Integer> {
        private final SchedulesCommand schedules;

        @Parameters(paramLabel = "FILE", description = "the file to read, or a folder")
        private String place = "";

        @Option(names = "--dry-run", description = "only say what would be done")
        private boolean dryRun;

        @Option(names = "--prune", description = "remove the schedules that are not named")
        private boolean prune;

        Apply(SchedulesCommand schedules) {
            this.schedules = schedules;
        }

        @Override
        public Integer call() throws InterruptedException {
            Logs.silence();
            try (GleanerClient client = schedules.client()) {
                new AppliedFiles(client, schedules.out).apply(Locations.of(place), dryRun, prune);
            }
            return ExitCode.OK;
        }
    }
}

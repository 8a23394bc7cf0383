package dev.gleaner.exec.cli;

import dev.gleaner.exec.Commands;
import dev.gleaner.exec.CommandsException;
import dev.gleaner.exec.Launch;
import dev.gleaner.exec.RunRequest;
import dev.gleaner.exec.record.JobRecord;
import dev.gleaner.exec.record.RecordFields;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Starts a command. */
final class RunVerb implements Verb {
    @Override
    public Set<String> flags() {
        return Set.of("--clean-env", "--wait");
    }

    @Override
    public Set<String> valued() {
        return Set.of(
                "--id",
                "--fresh-for",
                "--shell",
                "--cwd",
                "--env",
                "--timeout",
                "--max-output",
                "--max-memory",
                "--stop-grace",
                "--keep");
    }

    @Override
    public boolean takesCommand() {
        return true;
    }

    @Override
    public int run(Commands commands, Arguments arguments, Output output) throws InterruptedException {
        Launch launch = commands.run(request(arguments));
        JobRecord job = launch.job();
        if (launch instanceof Launch.Fresh && job.end() != null) {
            output.say("nothing was started: run %d of %s finished at %s, which is recent enough"
                    .formatted(job.run(), job.id(), job.end().at()));
        } else if (arguments.has("--wait")) {
            job = commands.await(job, null);
        }
        if (output.isJson()) {
            Map<String, @Nullable Object> fields = RecordFields.of(job);
            fields.put("skipped", launch instanceof Launch.Fresh);
            output.fields(fields);
        } else {
            output.job(job);
        }
        if (ExitCode.wasNotStarted(job)) {
            output.say("%s was not started: %s".formatted(job.id(), job.reason()));
            return ExitCode.NOT_STARTED;
        }
        return arguments.has("--wait") ? ExitCode.of(job) : ExitCode.DONE;
    }

    private static RunRequest request(Arguments arguments) {
        String freshFor = arguments.value("--fresh-for");
        String directory = arguments.value("--cwd");
        String timeout = arguments.value("--timeout");
        String output = arguments.value("--max-output");
        String memory = arguments.value("--max-memory");
        String grace = arguments.value("--stop-grace");
        String keep = arguments.value("--keep");
        return new RunRequest(
                command(arguments),
                arguments.value("--id"),
                duration(freshFor),
                directory == null ? null : Path.of(directory),
                environment(arguments.values("--env")),
                !arguments.has("--clean-env"),
                duration(timeout),
                output == null ? RunRequest.USUAL_OUTPUT : Quantities.bytes(output),
                memory == null ? null : Quantities.bytes(memory),
                grace == null ? RunRequest.USUAL_GRACE : Quantities.duration(grace),
                keep == null ? RunRequest.USUAL_KEEP : Quantities.count(keep));
    }

    /** A line for a shell gets what follows as its {@code $1} and so on. */
    private static List<String> command(Arguments arguments) {
        String line = arguments.value("--shell");
        if (line == null) {
            return arguments.rest();
        }
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", line));
        if (!arguments.rest().isEmpty()) {
            command.add("sh");
            command.addAll(arguments.rest());
        }
        return command;
    }

    private static Map<String, String> environment(List<String> settings) {
        Map<String, String> environment = new HashMap<>();
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            String inherited = System.getenv(setting);
            if (equals > 0) {
                environment.put(setting.substring(0, equals), setting.substring(equals + 1));
            } else if (inherited != null) {
                environment.put(setting, inherited);
            } else {
                throw new CommandsException.Invalid(
                        "%s is no NAME=VALUE, and no variable of this environment".formatted(setting));
            }
        }
        return environment;
    }

    private static @Nullable Duration duration(@Nullable String text) {
        return text == null ? null : Quantities.duration(text);
    }
}

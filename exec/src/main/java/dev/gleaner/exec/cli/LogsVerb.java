package dev.gleaner.exec.cli;

import dev.gleaner.exec.Commands;
import dev.gleaner.exec.CommandsException;
import dev.gleaner.exec.record.JobRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Prints what a job has written. */
final class LogsVerb implements Verb {
    private static final Duration LOOK = Duration.ofMillis(100);

    @Override
    public Set<String> flags() {
        return Set.of("--stdout", "--stderr", "--follow", "--path");
    }

    @Override
    public Set<String> valued() {
        return Set.of("--tail", "--run");
    }

    @Override
    public int run(Commands commands, Arguments arguments, Output output) throws IOException, InterruptedException {
        JobRecord job = find(commands, arguments);
        boolean out = arguments.has("--stdout") || !arguments.has("--stderr");
        boolean err = arguments.has("--stderr") || !arguments.has("--stdout");
        if (arguments.has("--path")) {
            if (out) {
                output.out().println(job.stdout());
            }
            if (err) {
                output.out().println(job.stderr());
            }
            return ExitCode.DONE;
        }
        String tail = arguments.value("--tail");
        Integer lines = tail == null ? null : (Integer) Quantities.count(tail);
        LogPrinter stdout = new LogPrinter(job.stdout(), output.out(), lines);
        // What was asked for alone goes where a pipe takes it.
        LogPrinter stderr = new LogPrinter(job.stderr(), out ? output.err() : output.out(), lines);
        while (true) {
            // Looked at before the logs are read: what is written up to an end that was seen is printed.
            boolean last = job.hasEnded() || !arguments.has("--follow");
            if (out) {
                stdout.print();
            }
            if (err) {
                stderr.print();
            }
            if (last || output.out().checkError()) {
                return ExitCode.DONE;
            }
            job = commands.await(job, LOOK);
        }
    }

    private static JobRecord find(Commands commands, Arguments arguments) {
        String id = arguments.only("id");
        String run = arguments.value("--run");
        Optional<JobRecord> job = run == null ? commands.status(id) : commands.status(id, Quantities.count(run));
        return job.orElseThrow(() -> new CommandsException.Unknown(run == null ? id : id + " with a run " + run));
    }
}

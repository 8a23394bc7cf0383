package dev.gleaner.exec.cli;

import dev.gleaner.exec.Commands;
import dev.gleaner.exec.record.JobRecord;
import java.util.Optional;
import java.util.Set;

/** Prints the record of a job. */
final class StatusVerb implements Verb {
    @Override
    public Set<String> valued() {
        return Set.of("--run");
    }

    @Override
    public int run(Commands commands, Arguments arguments, Output output) {
        String id = arguments.only("id");
        String run = arguments.value("--run");
        Optional<JobRecord> job = run == null ? commands.status(id) : commands.status(id, Quantities.count(run));
        if (job.isEmpty()) {
            output.nothing();
            output.say(run == null ? "no job has the id " + id : "job %s has no run %s".formatted(id, run));
            return ExitCode.UNKNOWN;
        }
        output.job(job.get());
        return ExitCode.DONE;
    }
}

package dev.gleaner.exec.cli;

import dev.gleaner.exec.Awaited;
import dev.gleaner.exec.Commands;
import dev.gleaner.exec.record.JobRecord;
import java.util.List;
import java.util.Set;

/** Waits for the ends of jobs. */
final class WaitVerb implements Verb {
    @Override
    public Set<String> valued() {
        return Set.of("--timeout");
    }

    @Override
    public int run(Commands commands, Arguments arguments, Output output) throws InterruptedException {
        List<String> ids = arguments.some("id");
        String timeout = arguments.value("--timeout");
        Awaited awaited = commands.await(ids, timeout == null ? null : Quantities.duration(timeout));
        if (awaited.jobs().isEmpty()) {
            output.jobs(List.of());
            output.say("no job has an id like " + String.join(" ", ids));
            return ExitCode.UNKNOWN;
        }
        output.jobs(awaited.jobs());
        if (awaited.timedOut()) {
            output.say("not all have ended in " + timeout);
            return ExitCode.TIMED_OUT;
        }
        return worst(awaited.jobs());
    }

    private static int worst(List<JobRecord> jobs) {
        int worst = ExitCode.DONE;
        for (JobRecord job : jobs) {
            worst = Math.max(worst, ExitCode.of(job));
        }
        return worst;
    }
}

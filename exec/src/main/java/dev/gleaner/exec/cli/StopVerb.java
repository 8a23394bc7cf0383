package dev.gleaner.exec.cli;

import dev.gleaner.exec.Commands;
import dev.gleaner.exec.CommandsException;
import dev.gleaner.exec.record.JobRecord;
import java.util.ArrayList;
import java.util.List;

/** Stops jobs. */
final class StopVerb implements Verb {
    @Override
    public int run(Commands commands, Arguments arguments, Output output) throws InterruptedException {
        List<JobRecord> stopped = new ArrayList<>();
        int code = ExitCode.DONE;
        for (String id : arguments.some("id")) {
            try {
                for (JobRecord job : commands.matching(List.of(id))) {
                    stopped.add(commands.stop(job.id()));
                }
            } catch (CommandsException.Unknown e) {
                output.say(e.getMessage());
                code = ExitCode.UNKNOWN;
            } catch (CommandsException.NotStopped e) {
                output.say(e.getMessage());
                stopped.add(e.job());
                code = ExitCode.FAILED;
            }
        }
        if (!output.isJson() && stopped.size() == 1) {
            output.job(stopped.getFirst());
        } else {
            output.jobs(stopped);
        }
        return code;
    }
}

package dev.gleaner.exec.cli;

import dev.gleaner.exec.Commands;
import dev.gleaner.exec.CommandsException;
import dev.gleaner.exec.Condition;
import dev.gleaner.exec.JobFilter;
import dev.gleaner.exec.Listing;
import dev.gleaner.exec.record.JobRecord;
import dev.gleaner.exec.record.JobStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Lists jobs. */
final class ListVerb implements Verb {
    @Override
    public Set<String> flags() {
        return Set.of("--all");
    }

    @Override
    public Set<String> valued() {
        return Set.of("--where", "--status", "--id", "--since", "--limit");
    }

    @Override
    public int run(Commands commands, Arguments arguments, Output output) {
        arguments.none();
        String since = arguments.value("--since");
        String limit = arguments.value("--limit");
        Listing listing = commands.list(new JobFilter(
                arguments.values("--id"),
                statuses(arguments),
                arguments.values("--where").stream().map(Condition::of).toList(),
                since == null ? null : Quantities.time(since, Instant.now()),
                arguments.has("--all")));
        List<JobRecord> jobs = listing.jobs();
        output.jobs(limit == null ? jobs : jobs.subList(0, Math.min(jobs.size(), Quantities.count(limit))));
        output.damages(listing.damages());
        return ExitCode.DONE;
    }

    static Set<JobStatus> statuses(Arguments arguments) {
        Set<JobStatus> statuses = EnumSet.noneOf(JobStatus.class);
        for (String words : arguments.values("--status")) {
            for (String word : words.split(",", -1)) {
                statuses.add(JobStatus.of(word).orElseThrow(() -> unknown(word)));
            }
        }
        return statuses;
    }

    private static CommandsException.Invalid unknown(String word) {
        List<String> known = new ArrayList<>();
        Arrays.stream(JobStatus.values()).map(JobStatus::word).forEach(known::add);
        return new CommandsException.Invalid(
                "there is no status %s; a job is %s".formatted(word, String.join(", ", known)));
    }
}

package dev.gleaner.exec.cli;

import dev.gleaner.exec.Commands;
import dev.gleaner.exec.Listing;
import dev.gleaner.exec.PruneRequest;
import java.util.Set;

/** Removes runs that nobody needs any more. */
final class PruneVerb implements Verb {
    @Override
    public Set<String> flags() {
        return Set.of("--damaged", "--dry-run");
    }

    @Override
    public Set<String> valued() {
        return Set.of("--older-than", "--keep", "--status");
    }

    @Override
    public int run(Commands commands, Arguments arguments, Output output) {
        String age = arguments.value("--older-than");
        String keep = arguments.value("--keep");
        boolean damaged = arguments.has("--damaged");
        boolean dryRun = arguments.has("--dry-run");
        Listing removed = commands.prune(new PruneRequest(
                arguments.rest(),
                ListVerb.statuses(arguments),
                age == null ? PruneRequest.USUAL_AGE : Quantities.duration(age),
                keep == null ? null : (Integer) Quantities.count(keep),
                damaged,
                dryRun));
        output.jobs(removed.jobs());
        removed.damages().forEach(damage -> output.say((damaged && !dryRun ? "removed: " : "damaged: ") + damage));
        output.say("%d runs %s".formatted(removed.jobs().size(), dryRun ? "would be removed" : "removed"));
        return ExitCode.DONE;
    }
}

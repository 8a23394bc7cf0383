package dev.gleaner.exec.cli;

import dev.gleaner.exec.Commands;
import dev.gleaner.exec.Listing;
import dev.gleaner.exec.PruneRequest;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Lists the runs of a job, and shortens the list if that is asked for. */
final class HistoryVerb implements Verb {
    @Override
    public Set<String> valued() {
        return Set.of("--keep");
    }

    @Override
    public int run(Commands commands, Arguments arguments, Output output) {
        String id = arguments.only("id");
        // An unknown id is told before anything is removed.
        Listing listing = commands.history(id);
        String keep = arguments.value("--keep");
        if (keep != null) {
            commands.prune(new PruneRequest(
                    List.of(id), Set.of(), Duration.ZERO, Math.max(1, Quantities.count(keep)), false, false));
            listing = commands.history(id);
        }
        output.jobs(listing.jobs());
        output.damages(listing.damages());
        return ExitCode.DONE;
    }
}

package dev.gleaner.exec;

import dev.gleaner.exec.record.Damage;
import dev.gleaner.exec.record.JobFolder;
import dev.gleaner.exec.record.JobRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Removes what nobody needs any more. */
final class Prunes {
    private final JobFolder folder;
    private final Finds finds;

    Prunes(JobFolder folder, Finds finds) {
        this.folder = folder;
        this.finds = finds;
    }

    Listing prune(PruneRequest request) throws IOException {
        List<JobRecord> removed = new ArrayList<>();
        List<Damage> damages = new ArrayList<>();
        for (String id : folder.ids()) {
            if (request.ids().isEmpty() || Glob.matchesAny(request.ids(), id)) {
                folder.locked(id, () -> {
                    prune(request, id, removed, damages);
                    return id;
                });
            }
        }
        return new Listing(removed, damages);
    }

    private void prune(PruneRequest request, String id, List<JobRecord> removed, List<Damage> damages)
            throws IOException {
        Instant before = Instant.now().minus(request.olderThan());
        Listing history = finds.history(id);
        int seen = 0;
        for (JobRecord job : history.jobs()) {
            boolean kept = request.keep() != null && seen++ < request.keep();
            if (!kept && goes(request, job, before)) {
                removed.add(job);
                if (!request.dryRun()) {
                    folder.remove(id, job.run());
                }
            }
        }
        for (Damage damage : history.damages()) {
            damages.add(damage);
            Path run = damage.file().getParent();
            if (request.damaged() && !request.dryRun() && run != null) {
                folder.remove(id, Integer.parseInt(run.getFileName().toString()));
            }
        }
        if (!request.dryRun()) {
            folder.clear(id);
        }
    }

    private static boolean goes(PruneRequest request, JobRecord job, Instant before) {
        return job.end() != null
                && !job.end().at().isAfter(before)
                && (request.statuses().isEmpty() || request.statuses().contains(job.status()));
    }
}

package dev.gleaner.exec;

import dev.gleaner.exec.record.JobEnd;
import dev.gleaner.exec.record.JobFolder;
import dev.gleaner.exec.record.JobRecord;
import dev.gleaner.exec.record.JobStatus;
import dev.gleaner.exec.record.Sightings;
import dev.gleaner.exec.tree.ProcessId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Makes runs of jobs, and hands them to their watchers. */
final class Starts {
    /** A watcher takes a tenth of a second of a processor to begin; more of them at once would only be slower and larger. */
    private static final Semaphore AT_ONCE =
            new Semaphore(2 * Math.max(2, Runtime.getRuntime().availableProcessors()));

    private final JobFolder folder;
    private final Finds finds;
    private final Watchers watchers;

    Starts(JobFolder folder, Finds finds, Watchers watchers) {
        this.folder = folder;
        this.finds = finds;
        this.watchers = watchers;
    }

    Launch run(RunRequest request) throws IOException {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        String id = IdTemplate.fill(request.id(), request.command().getFirst(), now);
        Launch launch = folder.locked(id, () -> decide(request, id, now));
        return launch instanceof Launch.Started made ? new Launch.Started(start(made.job(), request)) : launch;
    }

    /** A record that is queued is the decision: whoever comes later finds the id taken. */
    private Launch decide(RunRequest request, String id, Instant now) throws IOException {
        List<JobRecord> runs = finds.history(id).jobs();
        for (JobRecord run : runs) {
            if (!run.hasEnded()) {
                throw new CommandsException.Taken(run);
            }
        }
        JobRecord fresh = fresh(runs, request.freshFor(), now);
        if (fresh != null) {
            return new Launch.Fresh(fresh);
        }
        // Also of those that cannot be read.
        List<Integer> numbers = folder.runs(id);
        JobRecord record = queued(request, id, numbers.isEmpty() ? 1 : numbers.getLast() + 1, now);
        folder.create(record);
        for (int old : numbers.subList(0, Math.max(0, numbers.size() + 1 - request.keep()))) {
            folder.remove(id, old);
        }
        return new Launch.Started(record);
    }

    private static @Nullable JobRecord fresh(List<JobRecord> runs, @Nullable Duration freshFor, Instant now) {
        if (freshFor == null) {
            return null;
        }
        for (JobRecord run : runs) {
            if (run.status() == JobStatus.FINISHED && run.end() != null) {
                return run.end().at().plus(freshFor).isAfter(now) ? run : null;
            }
        }
        return null;
    }

    private JobRecord queued(RunRequest request, String id, int run, Instant now) {
        Path directory = request.workingDirectory() == null ? Path.of("") : request.workingDirectory();
        long self = ProcessHandle.current().pid();
        return new JobRecord(
                id,
                run,
                JobStatus.QUEUED,
                request.command(),
                directory.toAbsolutePath().normalize(),
                folder.folder(id, run),
                request.terms(),
                Sightings.machine(),
                null,
                ProcessId.of(self).orElse(new ProcessId(self, 0)),
                "exec-" + Distinct.word(),
                now,
                null,
                null,
                0,
                0,
                null);
    }

    private JobRecord start(JobRecord queued, RunRequest request) throws IOException {
        AT_ONCE.acquireUninterruptibly();
        try {
            watchers.start(queued, environment(queued, request));
        } catch (IOException | RuntimeException e) {
            // This process lives on, so the record would stay queued.
            JobFolder.write(queued.ended(
                    JobStatus.FAILED,
                    JobEnd.unseen(Instant.now()),
                    "its watcher cannot be started: " + e.getMessage()));
        } finally {
            AT_ONCE.release();
        }
        return Sightings.now(JobFolder.read(queued.folder()));
    }

    private static Map<String, String> environment(JobRecord job, RunRequest request) {
        Map<String, String> environment = new HashMap<>();
        if (request.inheritEnvironment()) {
            environment.putAll(Inherited.environment());
        }
        environment.putAll(request.environment());
        environment.put("GLEANER_EXEC_ID", job.id());
        environment.put("GLEANER_EXEC_RUN", Integer.toString(job.run()));
        return environment;
    }
}

package dev.gleaner.exec;

import dev.gleaner.exec.oversight.WatcherProcess;
import dev.gleaner.exec.process.Channel;
import dev.gleaner.exec.record.JobFolder;
import dev.gleaner.exec.record.JobRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Commands as jobs of this machine. What is known of them lies in files of a folder, which any number of programs may use at once;
 * each call works out anew how a job stands. A command goes on when this process ends.
 *
 * <p>Safe for several threads. What the files cannot do is an {@link UncheckedIOException}, everything else that can be wrong a
 * {@link CommandsException}.
 */
public final class Commands {
    /** The environment variable with the folder. */
    public static final String FOLDER_VARIABLE = "GLEANER_EXEC_DIR";

    private final JobFolder folder;
    private final Starts starts;
    private final Finds finds;

    Commands(JobFolder folder, Watchers watchers) {
        this.folder = folder;
        this.finds = new Finds(folder);
        this.starts = new Starts(folder, finds, watchers);
    }

    /** Jobs in the folder of {@code GLEANER_EXEC_DIR}, else in {@code .gleaner/exec} of the user's own. */
    public static Commands ofUser() {
        String set = System.getenv(FOLDER_VARIABLE);
        return in(
                set == null || set.isEmpty()
                        ? Path.of(System.getProperty("user.home"), ".gleaner", "exec")
                        : Path.of(set));
    }

    /** Jobs in a folder, which is made with the first one. */
    public static Commands in(Path folder) {
        return new Commands(new JobFolder(folder), WatcherProcess::start);
    }

    public Path folder() {
        return folder.root();
    }

    /**
     * Starts a command, detached, and returns when it is started or could not be, which makes it a failed job.
     *
     * @throws CommandsException.Taken if the latest run of the id has not ended; of several callers at once one wins
     */
    public Launch run(RunRequest request) {
        return tried(() -> starts.run(request));
    }

    /** The latest run of a job; empty if no job has the id. */
    public Optional<JobRecord> status(String id) {
        return tried(() -> finds.latest(IdTemplate.checked(id)));
    }

    /** One run of a job; empty if there is none. */
    public Optional<JobRecord> status(String id, int run) {
        return tried(() -> finds.run(IdTemplate.checked(id), run));
    }

    public Listing list(JobFilter filter) {
        return tried(() -> finds.all(filter));
    }

    /** All runs of a job. */
    public Listing history(String id) {
        return tried(() -> {
            if (folder.runs(IdTemplate.checked(id)).isEmpty()) {
                throw new CommandsException.Unknown(id);
            }
            return finds.history(id);
        });
    }

    /** What the latest run of a job has written, as a file that may still grow. It may not be there yet. */
    public Path logs(String id, Channel channel) {
        JobRecord job = known(id);
        return channel == Channel.STDOUT ? job.stdout() : job.stderr();
    }

    /**
     * Stops the latest run of a job with all its processes, and returns when it has ended. One that had ended is left as it is.
     *
     * @throws CommandsException.NotStopped if some of its processes could not be ended
     */
    public JobRecord stop(String id) throws InterruptedException {
        JobRecord job = known(id);
        try {
            return new Stops(folder).stop(job);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Waits until the runs that are the latest ones now have ended.
     *
     * @param ids with {@code *} and {@code ?}, which may match none
     * @param timeout null to wait for ever
     */
    public Awaited await(Collection<String> ids, @Nullable Duration timeout) throws InterruptedException {
        List<JobRecord> jobs = matching(ids);
        return Waits.until(jobs, timeout);
    }

    /**
     * Waits until a run has ended.
     *
     * @param timeout after which it is returned as it is then; null to wait for ever
     */
    public JobRecord await(JobRecord run, @Nullable Duration timeout) throws InterruptedException {
        return Waits.until(List.of(run), timeout).jobs().getFirst();
    }

    /** The latest runs of jobs, each once, by ids that may hold {@code *} and {@code ?}; of a plain one there must be one. */
    public List<JobRecord> matching(Collection<String> ids) {
        List<JobRecord> jobs = new ArrayList<>();
        for (String id : ids) {
            List<JobRecord> found =
                    Glob.isGlob(id) ? list(JobFilter.ids(List.of(id))).jobs() : List.of(known(id));
            for (JobRecord job : found) {
                if (jobs.stream().noneMatch(other -> other.id().equals(job.id()))) {
                    jobs.add(job);
                }
            }
        }
        return jobs;
    }

    /** Removes runs that have ended, with their logs, and what killed callers have left. Returns those that are removed. */
    public Listing prune(PruneRequest request) {
        return tried(() -> new Prunes(folder, finds).prune(request));
    }

    private JobRecord known(String id) {
        return status(id).orElseThrow(() -> new CommandsException.Unknown(id));
    }

    private static <T> T tried(JobFolder.Work<T> work) {
        try {
            return work.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

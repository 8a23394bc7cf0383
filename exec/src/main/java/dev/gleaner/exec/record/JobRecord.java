package dev.gleaner.exec.record;

import dev.gleaner.exec.tree.ProcessId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run of a job.
 *
 * @param id of the job; every run of it has the same
 * @param run 1 for the first, one more for each further one
 * @param command the program and its arguments
 * @param folder where its files lie
 * @param machine what the process numbers are good for, see {@link Sightings#machine()}
 * @param process the command's; null until it is started
 * @param watcher whoever sees to the job: while it is queued, who started it, later its watcher
 * @param mark a word that all its processes have in their environment
 * @param startedAt null until the command is started
 * @param end null until it has ended
 * @param stdoutBytes and {@code stderrBytes}: what it has written, also what was not kept
 * @param reason in words, if there is more to say of its state
 */
public record JobRecord(
        String id,
        int run,
        JobStatus status,
        List<String> command,
        Path workingDirectory,
        Path folder,
        JobTerms terms,
        String machine,
        @Nullable ProcessId process,
        ProcessId watcher,
        String mark,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable JobEnd end,
        long stdoutBytes,
        long stderrBytes,
        @Nullable String reason) {

    public JobRecord {
        command = List.copyOf(command);
    }

    public Path stdout() {
        return folder.resolve("stdout.log");
    }

    public Path stderr() {
        return folder.resolve("stderr.log");
    }

    public boolean hasEnded() {
        return status.isEnd();
    }

    /** From its start to its end; null if it has not both. */
    public @Nullable Duration duration() {
        return startedAt == null || end == null ? null : Duration.between(startedAt, end.at());
    }

    /** Until when its success counts; null if it has none, or if nobody said how long. */
    public @Nullable Instant freshUntil() {
        return status != JobStatus.FINISHED || end == null || terms.freshFor() == null
                ? null
                : end.at().plus(terms.freshFor());
    }

    public JobRecord starting(ProcessId by) {
        return with(JobStatus.STARTING, null, by, null, null, 0, 0, null);
    }

    public JobRecord running(ProcessId command, Instant at) {
        return with(JobStatus.RUNNING, command, watcher, at, null, stdoutBytes, stderrBytes, null);
    }

    public JobRecord running(String why) {
        return with(JobStatus.RUNNING, process, watcher, startedAt, null, stdoutBytes, stderrBytes, why);
    }

    public JobRecord wrote(long out, long err) {
        return with(status, process, watcher, startedAt, end, out, err, reason);
    }

    /** @param why null if the end speaks for itself */
    public JobRecord ended(JobStatus as, JobEnd how, @Nullable String why) {
        return with(as, process, watcher, startedAt, how, stdoutBytes, stderrBytes, why);
    }

    private JobRecord with(
            JobStatus newStatus,
            @Nullable ProcessId newProcess,
            ProcessId newWatcher,
            @Nullable Instant newStart,
            @Nullable JobEnd newEnd,
            long out,
            long err,
            @Nullable String why) {
        return new JobRecord(
                id,
                run,
                newStatus,
                command,
                workingDirectory,
                folder,
                terms,
                machine,
                newProcess,
                newWatcher,
                mark,
                createdAt,
                newStart,
                newEnd,
                out,
                err,
                why);
    }
}

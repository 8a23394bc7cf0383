package dev.gleaner.exec;

import dev.gleaner.exec.oversight.StopRequest;
import dev.gleaner.exec.process.StopReason;
import dev.gleaner.exec.record.JobEnd;
import dev.gleaner.exec.record.JobFolder;
import dev.gleaner.exec.record.JobRecord;
import dev.gleaner.exec.record.JobStatus;
import dev.gleaner.exec.record.Sightings;
import dev.gleaner.exec.tree.ProcessId;
import dev.gleaner.exec.tree.ProcessTree;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Ends jobs: by their watcher, or without it if it is gone or does not do it. */
final class Stops {
    /** For what a watcher does besides the grace of its command, on a busy machine. */
    private static final Duration WATCHER = Duration.ofSeconds(20);

    private static final Duration LOOK = Duration.ofMillis(500);

    private final JobFolder folder;

    Stops(JobFolder folder) {
        this.folder = folder;
    }

    JobRecord stop(JobRecord job) throws IOException, InterruptedException {
        if (job.hasEnded()) {
            // What a command leaves behind whose watcher was killed has nobody else who ends it.
            return job.end() != null && job.end().cpu() == null ? swept(job) : job;
        }
        StopRequest.note(job.folder());
        Instant patience = Instant.now().plus(job.terms().stopGrace()).plus(WATCHER);
        JobRecord now = job;
        while (!now.hasEnded() && !Sightings.isUnwatched(now) && Instant.now().isBefore(patience)) {
            ask(now);
            now = Waits.until(List.of(now), LOOK).jobs().getFirst();
        }
        return now.hasEnded() && now.end() != null && now.end().cpu() != null ? now : ended(now);
    }

    /** A queued job is still in the hands of whoever starts it; its watcher will see the note. */
    private static void ask(JobRecord job) {
        if (job.status() != JobStatus.QUEUED) {
            signal(job.watcher(), false);
        }
    }

    private static void signal(ProcessId watcher, boolean kill) {
        ProcessHandle.of(watcher.pid()).filter(made -> watcher.isAlive()).ifPresent(made -> {
            if (kill) {
                made.destroyForcibly();
            } else {
                made.destroy();
            }
        });
    }

    private JobRecord ended(JobRecord job) throws IOException {
        return folder.locked(job.id(), () -> {
            JobRecord last = Sightings.now(JobFolder.read(job.folder()));
            if (last.hasEnded() && !Sightings.isUnwatched(last)) {
                return last;
            }
            if (last.status() != JobStatus.QUEUED) {
                signal(last.watcher(), true);
            }
            boolean ended = tree(last).end(last.terms().stopGrace());
            JobRecord now = Sightings.now(JobFolder.read(job.folder()));
            if (!ended) {
                throw new CommandsException.NotStopped(now);
            }
            if (last.hasEnded()) {
                return last;
            }
            JobRecord stopped = now.ended(
                    JobStatus.STOPPED,
                    new JobEnd(Instant.now(), null, null, StopReason.STOPPED, null, null),
                    "stopped without its watcher, which was gone");
            JobFolder.write(stopped);
            return stopped;
        });
    }

    private static JobRecord swept(JobRecord job) {
        if (!tree(job).end(job.terms().stopGrace())) {
            throw new CommandsException.NotStopped(job);
        }
        return job;
    }

    private static ProcessTree tree(JobRecord job) {
        ProcessId first = job.process();
        // After another start of the machine only the mark tells whose a process is.
        return first == null || !job.machine().equals(Sightings.machine())
                ? ProcessTree.of(job.mark())
                : ProcessTree.of(job.mark(), first);
    }
}

package dev.gleaner.exec.record;

import dev.gleaner.exec.tree.ProcessTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Works out how a job really stands: its record says how it stood when it was written, and whoever wrote it may have been killed
 * since, or the machine. Nothing is written; whoever looks next comes to the same.
 */
public final class Sightings {
    private static final String MACHINE = Machine.current();

    private Sightings() {}

    /** What the numbers of processes in new records are good for. */
    public static String machine() {
        return MACHINE;
    }

    /** The record as it is true now, also of the size of its logs. */
    public static JobRecord now(JobRecord record) {
        if (record.hasEnded()) {
            return record;
        }
        boolean here = record.machine().equals(MACHINE);
        if (here && record.watcher().isAlive()) {
            return measured(record);
        }
        JobRecord last = again(record);
        if (last.hasEnded() || !last.watcher().equals(record.watcher())) {
            return now(last);
        }
        if (here && commandRuns(last)) {
            return measured(
                    last.running("its watcher is gone: what it writes is lost, and how it ends will not be known"));
        }
        return measured(last).ended(JobStatus.FAILED, JobEnd.unseen(lastSign(last)), why(last, here));
    }

    /** Whether the job goes on without anybody who sees to it. */
    public static boolean isUnwatched(JobRecord record) {
        return !record.machine().equals(MACHINE) || !record.watcher().isAlive();
    }

    /** The watcher may have written the end and gone between the look at the record and the look at the watcher. */
    private static JobRecord again(JobRecord record) {
        try {
            return JobFolder.read(record.folder());
        } catch (IOException e) {
            return record;
        }
    }

    private static boolean commandRuns(JobRecord record) {
        return record.process() == null
                // The watcher may have died before it could say which process it started.
                ? !ProcessTree.of(record.mark()).alive().isEmpty()
                : record.process().isAlive();
    }

    private static String why(JobRecord record, boolean here) {
        if (!here) {
            return "the machine, or its container, was started again; how it ended was not seen";
        }
        return switch (record.status()) {
            case QUEUED -> "whoever started it was gone before its watcher was there";
            case STARTING -> "its watcher was gone before the command was started";
            default -> "its watcher is gone; how it ended was not seen";
        };
    }

    private static JobRecord measured(JobRecord record) {
        Long out = size(record.stdout());
        Long err = size(record.stderr());
        return record.wrote(out == null ? 0 : out, err == null ? 0 : err);
    }

    private static @Nullable Long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException none) {
            return null;
        }
    }

    private static Instant lastSign(JobRecord record) {
        Instant last = record.startedAt() == null ? record.createdAt() : record.startedAt();
        for (Path file : new Path[] {record.stdout(), record.stderr()}) {
            try {
                Instant written = Files.getLastModifiedTime(file).toInstant();
                last = written.isAfter(last) ? written : last;
            } catch (IOException none) {
                // It has written nothing.
            }
        }
        return last;
    }
}

package dev.gleaner.exec.cli;

import dev.gleaner.exec.process.Signals;
import dev.gleaner.exec.record.JobEnd;
import dev.gleaner.exec.record.JobRecord;
import dev.gleaner.exec.record.JobStatus;

/** What a call ends with, as the help tells. */
final class ExitCode {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int FOLDER = 3;
    static final int UNKNOWN = 4;
    static final int TAKEN = 5;

    /** As timeout(1) has it. */
    static final int TIMED_OUT = 124;

    /** As shells have it. */
    static final int NOT_STARTED = 127;

    private ExitCode() {}

    /** As a shell would have it of the command: its exit code, 128 and the signal's number, 1 if neither is known. */
    static int of(JobRecord job) {
        JobEnd end = job.end();
        if (job.status() == JobStatus.FINISHED || end == null) {
            return DONE;
        }
        if (end.signal() != null) {
            return Signals.exitValue(end.signal());
        }
        if (end.exitCode() != null) {
            // Of a command that was stopped and then ended as if nothing had been.
            return Math.max(FAILED, end.exitCode());
        }
        return job.status() == JobStatus.FAILED && wasNotStarted(job) ? NOT_STARTED : FAILED;
    }

    static boolean wasNotStarted(JobRecord job) {
        return job.hasEnded() && job.startedAt() == null;
    }
}

package dev.gleaner.exec.record;

import java.util.Locale;
import java.util.Optional;

/** How far a job is. */
public enum JobStatus {
    /** Its record is written, its watcher is not there yet. */
    QUEUED,
    /** Its watcher is there, its command is not yet. */
    STARTING,
    /** Its command runs. */
    RUNNING,
    /** Its command ended by itself with exit code 0. */
    FINISHED,
    /** It ended in any other way that nobody asked for: also a timeout, or an end that nobody saw. */
    FAILED,
    /** It was stopped because somebody asked for it. */
    STOPPED;

    /** Whether nothing more will happen to it. */
    public boolean isEnd() {
        return this == FINISHED || this == FAILED || this == STOPPED;
    }

    /** As records and the command line write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<JobStatus> of(String word) {
        for (JobStatus status : values()) {
            if (status.word().equals(word.toLowerCase(Locale.ROOT))) {
                return Optional.of(status);
            }
        }
        return Optional.empty();
    }
}

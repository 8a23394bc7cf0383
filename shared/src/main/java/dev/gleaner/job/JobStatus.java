package dev.gleaner.job;

import java.util.EnumSet;
import java.util.Set;

/** How a job stands. */
public enum JobStatus {
    PENDING,
    IN_PROGRESS,
    COMPLETED,
    FAILED,
    CANCELLED;

    /** The states in which articles may still end. */
    public static final Set<JobStatus> OPEN = EnumSet.of(PENDING, IN_PROGRESS);

    /** Whether nothing moves any more, but by a retry of the failed articles. */
    public boolean ended() {
        return !OPEN.contains(this);
    }
}

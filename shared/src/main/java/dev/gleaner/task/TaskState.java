package dev.gleaner.task;

import java.util.EnumSet;
import java.util.Set;

/** How a task stands, and where it can go from there. A settled task is deleted. */
public enum TaskState {
    /** Waits to be handed out. */
    QUEUED,
    /** A consumer works on it. */
    RUNNING,
    /** An attempt failed, the next is due later. */
    RETRY_WAIT,
    /** Its outcome is known; its jobs may not all have been told yet. */
    DONE;

    /** The states in which further jobs may join. */
    public static final Set<TaskState> OPEN = EnumSet.of(QUEUED, RUNNING, RETRY_WAIT);

    /** The states that may follow. */
    public Set<TaskState> next() {
        return switch (this) {
            case QUEUED -> EnumSet.of(RUNNING);
            case RUNNING -> EnumSet.of(RUNNING, QUEUED, RETRY_WAIT, DONE);
            case RETRY_WAIT -> EnumSet.of(RUNNING, QUEUED);
            case DONE -> EnumSet.noneOf(TaskState.class);
        };
    }
}

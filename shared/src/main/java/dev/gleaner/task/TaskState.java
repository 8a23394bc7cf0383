package dev.gleaner.task;

import java.util.EnumSet;
import java.util.Set;

/** How a task stands. A settled task is deleted. */
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
}

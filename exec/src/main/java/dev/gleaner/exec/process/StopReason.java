package dev.gleaner.exec.process;

/** Why a command was stopped before it ended by itself. */
public enum StopReason {
    /** Somebody asked for it. */
    STOPPED,
    /** It took longer than it may. */
    TIMEOUT,
    /** Its processes took more memory than they may. */
    MEMORY,
    /** Whoever had started it is gone. */
    ABANDONED
}

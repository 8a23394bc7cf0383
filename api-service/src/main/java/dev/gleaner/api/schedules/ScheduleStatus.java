package dev.gleaner.api.schedules;

/** How a schedule stands. */
public enum ScheduleStatus {
    /** No job of it has ended yet, and none is open. */
    WAITING,
    /** A job of it is open, or its failed articles will be tried again. */
    RUNNING,
    /** Its last job completed. */
    COMPLETED,
    /** Its last job failed. */
    FAILED,
    DISABLED,
    /** Nothing will be due any more. */
    DONE
}

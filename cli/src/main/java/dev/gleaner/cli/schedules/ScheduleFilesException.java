package dev.gleaner.cli.schedules;

/** Files of schedules cannot be read, written or applied; the message says why, for people. */
public final class ScheduleFilesException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ScheduleFilesException(String message) {
        super(message);
    }

    ScheduleFilesException(String message, Throwable cause) {
        super(message, cause);
    }
}

package dev.gleaner.api.schedules.firing;

/** The work of a schedule is stored, but cannot be read. */
public final class UnreadableWorkException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param reason for the owner of the schedule to read */
    public UnreadableWorkException(String reason) {
        super(reason);
    }
}

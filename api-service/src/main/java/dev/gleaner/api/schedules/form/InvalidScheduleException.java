package dev.gleaner.api.schedules.form;

import dev.gleaner.api.submission.InvalidSubmissionException.Fault;
import java.util.List;

/** What was given is no schedule; every fault is named, up to a limit. */
public final class InvalidScheduleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** More say nothing more, and would make an answer of any size. */
    private static final int MOST_NAMED = 100;

    private final transient List<Fault> faults;
    private final int count;

    /**
     * Of these faults.
     *
     * @param faults one at least
     */
    public InvalidScheduleException(List<Fault> faults) {
        super("The schedule has %d %s; the first: %s %s"
                .formatted(
                        faults.size(),
                        faults.size() == 1 ? "fault" : "faults",
                        faults.getFirst().path(),
                        faults.getFirst().message()));
        this.faults = faults.stream().limit(MOST_NAMED).toList();
        this.count = faults.size();
    }

    /** The first of them. */
    public List<Fault> faults() {
        return faults;
    }

    /** How many there are; more than are named, if they are many. */
    public int count() {
        return count;
    }
}

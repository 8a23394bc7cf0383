package dev.gleaner.api.schedules.form;

import dev.gleaner.api.submission.InvalidSubmissionException.Fault;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with one schedule. */
final class FormFaults {
    private final List<Fault> faults = new ArrayList<>();

    void add(String path, String message) {
        faults.add(new Fault(path, message));
    }

    void add(Fault fault) {
        faults.add(fault);
    }

    void throwIfAny() {
        if (!faults.isEmpty()) {
            throw new InvalidScheduleException(faults);
        }
    }
}

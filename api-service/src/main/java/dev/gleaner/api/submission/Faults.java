package dev.gleaner.api.submission;

import dev.gleaner.api.submission.InvalidSubmissionException.Fault;
import dev.gleaner.api.submission.InvalidSubmissionException.Place;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a body. */
final class Faults {
    /** Faults that are named; more of the same help nobody. */
    private static final int MOST_NAMED = 100;

    private final List<Fault> named = new ArrayList<>();
    private final List<List<Place>> duplicates = new ArrayList<>();
    private int count;

    Faults copy() {
        Faults copy = new Faults();
        copy.named.addAll(named);
        copy.duplicates.addAll(duplicates);
        copy.count = count;
        return copy;
    }

    void add(String path, String message) {
        count++;
        if (named.size() < MOST_NAMED) {
            named.add(new Fault(path, message));
        }
    }

    void addDuplicates(List<Place> same) {
        duplicates.add(List.copyOf(same));
    }

    boolean isEmpty() {
        return count == 0;
    }

    List<Fault> named() {
        return named;
    }

    void throwIfAny() {
        if (count > 0) {
            throw new InvalidSubmissionException(named, count, duplicates);
        }
    }
}

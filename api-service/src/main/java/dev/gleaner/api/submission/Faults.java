package dev.gleaner.api.submission;

import dev.gleaner.api.submission.InvalidSubmissionException.Fault;
import dev.gleaner.api.submission.InvalidSubmissionException.Place;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with a draft. */
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
        add(new Fault(path, message));
    }

    void add(Fault fault) {
        count++;
        if (named.size() < MOST_NAMED) {
            named.add(fault);
        }
    }

    /** A text that may be left out; null too if it is too long, which is a fault. */
    @Nullable
    String text(String path, @Nullable String text, int longest) {
        if (text == null) {
            return null;
        }
        if (text.length() > longest) {
            add(path, "is longer than %d characters".formatted(longest));
            return null;
        }
        return whole(text);
    }

    /** Without halves of characters, which cannot be stored as UTF-8. */
    static String whole(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    void addDuplicates(List<Place> same) {
        duplicates.add(List.copyOf(same));
    }

    /** Whether this field is one of those named. */
    boolean names(String path) {
        return named.stream().anyMatch(fault -> fault.path().equals(path));
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

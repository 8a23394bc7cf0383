package dev.gleaner.consumer.runs;

import java.util.ArrayList;
import java.util.List;

/** What a run has written that is no item: how much of it, and why, of the first ones. */
final class Skipped {
    /** Reasons that are kept. */
    static final int MOST_REASONS = 10;

    private final List<String> reasons = new ArrayList<>();
    private long count;

    /** Nothing so far. */
    Skipped() {}

    /** The same as another one. */
    Skipped(Skipped other) {
        count = other.count();
        reasons.addAll(other.reasons());
    }

    /** Takes what another has in place of its own. */
    void take(Skipped other) {
        long otherCount = other.count();
        List<String> otherReasons = other.reasons();
        synchronized (this) {
            count = otherCount;
            reasons.clear();
            reasons.addAll(otherReasons);
        }
    }

    synchronized void clear() {
        count = 0;
        reasons.clear();
    }

    /** @param why what is wrong with it, to stand behind its number */
    void add(long number, String why) {
        add("item %d %s".formatted(number, why));
    }

    /** @param what and why, as a sentence */
    synchronized void add(String what) {
        count++;
        if (reasons.size() < MOST_REASONS) {
            reasons.add(what);
        }
    }

    synchronized long count() {
        return count;
    }

    synchronized List<String> reasons() {
        return List.copyOf(reasons);
    }
}

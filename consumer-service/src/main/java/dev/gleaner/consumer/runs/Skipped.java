package dev.gleaner.consumer.runs;

import java.util.ArrayList;
import java.util.List;

/** What a run has written that is no item: how much of it, and why, of the first ones. */
final class Skipped {
    /** Reasons that are kept. */
    static final int MOST_REASONS = 10;

    private final List<String> reasons = new ArrayList<>();
    private long count;

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

package dev.gleaner.job;

import java.util.List;

/**
 * What the next run of an ended job begins with.
 *
 * @param again articles that become pending again: failed ones, and what a cancelled job had given up
 * @param kept failures that stay as they are
 * @param failed how many failures the ended run has, by which it is known that this was made for it
 */
public record NextRun(List<String> again, List<Failure> kept, int failed) {
    public NextRun {
        again = List.copyOf(again);
        kept = List.copyOf(kept);
    }

    /** All that failed runs again. */
    public static NextRun ofFailed(List<String> failed) {
        return new NextRun(failed, List.of(), failed.size());
    }
}

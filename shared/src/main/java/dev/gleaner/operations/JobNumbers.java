package dev.gleaner.operations;

import java.util.Map;

/** How many jobs there are. */
@FunctionalInterface
public interface JobNumbers {
    /** Counted no further than this. */
    int MOST = 100_000;

    /**
     * By state: those of a job in small letters, and {@code paused} for the open ones that are paused, which count as pending or in
     * progress, too. At most {@link #MOST} of each.
     */
    Map<String, Long> byState();
}

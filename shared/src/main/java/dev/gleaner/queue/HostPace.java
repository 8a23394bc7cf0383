package dev.gleaner.queue;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a fetch learns of its host, told to the queue, which keeps it for the fleet. */
public interface HostPace {
    /**
     * A host answered that it is asked too much: nothing of it is handed out for as long as it asked, or, if it did not
     * say, for 60 s, doubled with each time in a row up to a day, with jitter, and forgiven after 30 quiet minutes.
     *
     * @param asked how long it asked to be left alone; null if it did not say
     * @return the end of the pause
     */
    Instant throttled(String host, @Nullable Duration asked);

    /**
     * Lets a day of claims keep this time between two starts on the entry's host.
     *
     * @param entry held by the incarnation
     * @return whether it may be fetched now; if not, it was claimed before the delay was known and has to be given back
     */
    boolean crawlDelay(String incarnation, QueueEntry entry, Duration delay);
}

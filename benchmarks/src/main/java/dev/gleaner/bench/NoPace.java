package dev.gleaner.bench;

import dev.gleaner.queue.HostPace;
import dev.gleaner.queue.QueueEntry;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The page measured here asks for nothing of its host, so that nothing may be told. */
final class NoPace implements HostPace {
    @Override
    public Instant throttled(String host, @Nullable Duration asked) {
        throw new IllegalStateException("the page asked for a pause");
    }

    @Override
    public boolean crawlDelay(String incarnation, QueueEntry element, Duration delay) {
        throw new IllegalStateException("the page asked for a delay");
    }
}

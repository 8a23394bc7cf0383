package dev.gleaner.queue;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How hosts stand in the queue: what keeps their articles waiting. */
public interface HostStates {
    /** Of these hosts; one of which nothing is known is absent. */
    Map<String, HostState> of(Collection<String> hosts);

    /**
     * One host.
     *
     * @param running fetches under way in the whole fleet
     * @param closedUntil nothing of it is handed out before; null if that is not so
     */
    record HostState(int running, @Nullable Instant closedUntil) {}
}

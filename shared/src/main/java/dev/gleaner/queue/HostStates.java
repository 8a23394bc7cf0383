package dev.gleaner.queue;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How hosts stand in the queue: what keeps their articles waiting, and how an operator ends it. */
public interface HostStates {
    /** Of these hosts; one of which nothing is known may be absent. */
    Map<String, HostState> of(Collection<String> hosts);

    /** One host; empty if nothing of it runs or waits and it is neither paused nor slowed. */
    Optional<HostState> find(String host);

    /**
     * Hosts of which something is known: the paused first, those with the longest pause before others; then the slowed, then
     * those of which something waits or runs.
     *
     * @param standing of those that are wanted; null for all
     */
    Listing list(@Nullable Standing standing, int limit);

    /** Ends the pause of a host and lets it have as many fetches at a time as any other; a Crawl-delay stays. */
    void resume(String host);

    /** How a host stands. */
    enum Standing {
        /** Nothing of it is handed out. */
        PAUSED,
        /** Less of it is handed out at a time. */
        SLOWED,
        /** As any host. */
        OPEN
    }

    /**
     * The first of the hosts.
     *
     * @param total how many there are
     */
    record Listing(List<HostState> hosts, int total) {}

    /**
     * One host.
     *
     * @param host its name, with a port that is not the usual one
     * @param running fetches under way in the whole fleet
     * @param waiting entries that wait for it; what waits in the lists is not counted
     * @param mostAtOnce fetches that it may have at a time now
     * @param slowed whether that is less than others may have
     * @param pausedUntil nothing of it is handed out before; null if that is not so
     * @param reason of the pause, or of the last one if it is slowed; null if there is none
     */
    record HostState(
            String host,
            int running,
            long waiting,
            int mostAtOnce,
            boolean slowed,
            @Nullable Instant pausedUntil,
            @Nullable PauseReason reason) {
        /** The reason in words; null if there is none. */
        public @Nullable String why() {
            return reason == null ? null : reason.text();
        }

        public Standing standing() {
            if (pausedUntil != null) {
                return Standing.PAUSED;
            }
            return slowed ? Standing.SLOWED : Standing.OPEN;
        }
    }
}

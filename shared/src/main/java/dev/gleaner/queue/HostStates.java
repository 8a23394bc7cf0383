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

    /**
     * Lets the queue obey an order from now on; one that is older than what it knows changes nothing. Its note is not kept here.
     *
     * @return whether it is obeyed
     */
    boolean obey(HostOrder order);

    /** How many there are. */
    Counts counts();

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
     * How many hosts.
     *
     * @param known of which something waits or runs, or that are paused, slowed or under an order
     * @param limited that an operator has given limits
     */
    record Counts(int known, int paused, int slowed, int limited) {}

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
     * @param order what an operator has ordered of it, without the note; null if nothing is
     */
    record HostState(
            String host,
            int running,
            long waiting,
            int mostAtOnce,
            boolean slowed,
            @Nullable Instant pausedUntil,
            @Nullable PauseReason reason,
            @Nullable HostOrder order) {
        /** Of a host that nobody has ordered anything of. */
        public HostState(
                String host,
                int running,
                long waiting,
                int mostAtOnce,
                boolean slowed,
                @Nullable Instant pausedUntil,
                @Nullable PauseReason reason) {
            this(host, running, waiting, mostAtOnce, slowed, pausedUntil, reason, null);
        }

        /** Whether it is an operator who keeps it from being handed out. */
        public boolean pausedByOperator() {
            return order != null && order.paused();
        }

        /** Whether nobody knows when the pause ends. */
        public boolean pausedForGood() {
            return order != null && order.paused() && order.until() == null;
        }

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

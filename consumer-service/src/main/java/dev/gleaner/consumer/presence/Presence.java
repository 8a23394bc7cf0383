package dev.gleaner.consumer.presence;

import dev.gleaner.event.Event;
import dev.gleaner.event.Observer;
import dev.gleaner.fleet.Leases;
import dev.gleaner.id.Ids;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This process in the eyes of the fleet: an incarnation with a lease. When the lease is lost, or can no longer be known to
 * hold, everything held under it may be running elsewhere; the work is aborted and a new incarnation begins.
 */
public final class Presence {
    private static final Logger log = LoggerFactory.getLogger(Presence.class);

    private final Leases leases;
    private final String name;
    private final LongSupplier nanoTime;
    private final Observer observer;

    /** Ended here before Redis ends it, so that no article is taken away from a process that still writes. */
    private final long trustNanos;

    private volatile String incarnation = "";
    private volatile Fenced fenced = lost -> {};
    private long lastHeartbeat;

    /**
     * @param name of this process, for people
     * @param lease its length
     * @param nanoTime a clock that never goes back, in nanoseconds
     */
    public Presence(Leases leases, String name, Duration lease, LongSupplier nanoTime) {
        this(leases, name, lease, nanoTime, Observer.NONE);
    }

    /** @param observer is told of each lease that begins and ends */
    public Presence(Leases leases, String name, Duration lease, LongSupplier nanoTime, Observer observer) {
        this.observer = observer;
        this.leases = leases;
        this.name = name;
        this.nanoTime = nanoTime;
        this.trustNanos = lease.toNanos() * 8 / 10;
    }

    /** Who is told when an incarnation is lost. */
    public void onFenced(Fenced listener) {
        this.fenced = listener;
    }

    /** The incarnation under which work is claimed now; empty while there is none. */
    public String incarnation() {
        return incarnation;
    }

    /** One turn: extends the lease, or begins a new incarnation. */
    public synchronized void heartbeat() {
        String current = incarnation;
        if (current.isEmpty()) {
            begin();
            return;
        }
        boolean holds = false;
        boolean answered = false;
        try {
            holds = leases.heartbeat(current);
            answered = true;
        } finally {
            // Whatever kept the answer away: the lease runs out all the same.
            if (!answered && nanoTime.getAsLong() - lastHeartbeat > trustNanos) {
                log.warn("The lease of {} could not be extended; its work is given up", current);
                lose(current);
            }
        }
        if (holds) {
            lastHeartbeat = nanoTime.getAsLong();
        } else {
            lost(current);
        }
    }

    /** Called when Redis says that an incarnation has no lease. */
    public synchronized void lost(String claimedBy) {
        if (incarnation.equals(claimedBy) && !claimedBy.isEmpty()) {
            log.warn("The lease of {} is over; its work is given up", claimedBy);
            lose(claimedBy);
            begin();
        }
    }

    /** Ends the lease; what is still held comes back by the reaper. */
    public synchronized void leave() {
        String current = incarnation;
        incarnation = "";
        if (!current.isEmpty()) {
            leases.leave(current);
            observer.on(new Event.ConsumerLeft(current));
        }
    }

    private void lose(String current) {
        incarnation = "";
        fenced.lost(current);
        observer.on(new Event.LeaseLost(current));
    }

    private void begin() {
        long now = nanoTime.getAsLong();
        String next = name + "-" + Ids.token();
        leases.register(next);
        lastHeartbeat = now;
        incarnation = next;
        observer.on(new Event.ConsumerJoined(next));
    }

    /** Is told that everything held by an incarnation may be running elsewhere. */
    @FunctionalInterface
    public interface Fenced {
        void lost(String incarnation);
    }
}

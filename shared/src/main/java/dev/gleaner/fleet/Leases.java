package dev.gleaner.fleet;

import java.util.List;

/** Who lives: every incarnation of a consumer has a lease in Redis, by the clock of Redis. */
public interface Leases {
    /** Gives a new incarnation its lease. */
    void register(String incarnation);

    /** Extends a lease; false when it is over, and then it stays over. */
    boolean heartbeat(String incarnation);

    /** Ends a lease on a clean stop. */
    void leave(String incarnation);

    /** The incarnations whose lease is over but that are still on record. */
    List<String> expired();

    /** Takes the entries of an expired incarnation away and queues them again; how many, or -1 if it lives. */
    long reap(String incarnation);
}

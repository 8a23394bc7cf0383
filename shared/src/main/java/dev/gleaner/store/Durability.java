package dev.gleaner.store;

/**
 * Makes durable what was written so far. A real MongoDB does so with every journaled write; the embedded one commits in
 * groups and is asked before a client is answered.
 */
@FunctionalInterface
public interface Durability {
    /** Returns when everything written before the call survives the death of the process. */
    void await();

    /** For stores whose every acknowledged write is durable. */
    static Durability byWriteConcern() {
        return () -> {};
    }
}

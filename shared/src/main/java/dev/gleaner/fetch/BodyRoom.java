package dev.gleaner.fetch;

import java.time.Duration;

/**
 * Where the body of an answer finds room, asked before it takes any. Whoever fetches many pages at a time binds one around
 * each fetch, so that their bodies together stay within what there is; without one a body is bounded by its limit alone.
 */
@FunctionalInterface
public interface BodyRoom {
    /** The room of the fetch that the calling thread makes. */
    ScopedValue<BodyRoom> CURRENT = ScopedValue.newInstance();

    /**
     * Waits until there is room.
     *
     * @param bytes the whole of the body so far, with what was granted before
     * @param atMost how long to wait
     * @return whether there is room now
     */
    boolean grow(int bytes, Duration atMost) throws InterruptedException;
}

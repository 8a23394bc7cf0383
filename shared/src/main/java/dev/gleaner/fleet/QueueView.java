package dev.gleaner.fleet;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** What the audit needs to see and to say about the queue as a whole. */
public interface QueueView {
    /** The id that is gone when Redis was emptied; empty when it is gone. */
    Optional<String> generation();

    /** Writes a generation id if there is none. */
    void renewGeneration(String id);

    /** Becomes the only auditor for that long; false if there is another. */
    boolean lead(String name, Duration length);

    /** The {@code article|version} of everything in any structure. Not a snapshot: what moves meanwhile may be missed. */
    Set<String> present();

    /**
     * Hands out again what nobody would ever look at: held under no lease at all, or waiting for a host that is not listed.
     * No script leaves that behind; a Redis that has lost the end of its file may. How many entries.
     */
    long recoverForgotten();

    /** Counts the running entries of every host anew; how many counts were wrong. */
    long rebuildHosts();
}

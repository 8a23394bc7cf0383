package dev.gleaner.api.health;

import dev.gleaner.store.StoreAwayException;
import java.util.Optional;

/**
 * Asks one store whether it would take a write now: it is asked to write something that is written only if it is there, and
 * it never is. What the store refuses all writes for it refuses this one for, and nothing has to be stored, logged or copied
 * to replicas.
 */
public interface StoreProbe {
    /** As told in the answer. */
    String name();

    /**
     * Returns when the store takes writes.
     *
     * @throws StoreAwayException if it takes none
     */
    void ask();

    /** What will be the matter with a store that still takes writes, for people. */
    default Optional<String> warning() {
        return Optional.empty();
    }

    /** Why there may be no answer at all, for people. */
    default String silence() {
        return StoreAwayException.Kind.AWAY.says();
    }
}

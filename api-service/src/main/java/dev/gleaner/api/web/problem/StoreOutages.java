package dev.gleaner.api.web.problem;

import dev.gleaner.store.StoreAwayException;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the outage of a store behind what the web layer has wrapped around it. */
final class StoreOutages {
    private static final int DEEPEST = 20;

    private StoreOutages() {}

    /** The exception, or the one that caused it, that tells of a store that is away. */
    static Optional<StoreAwayException> in(Throwable exception) {
        return Stream.<Throwable>iterate(exception, cause -> cause != null, Throwable::getCause)
                .limit(DEEPEST)
                .filter(StoreAwayException.class::isInstance)
                .map(StoreAwayException.class::cast)
                .findFirst();
    }
}

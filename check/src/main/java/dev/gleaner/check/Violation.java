package dev.gleaner.check;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A promise that is not kept; made by {@link Invariant#violation}. Two that are equal tell of the same thing, found again.
 *
 * @param facts by their names, in the order in which the invariant names them
 */
public record Violation(Invariant invariant, Map<String, Object> facts) {
    public Violation {
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }

    /** One line for a person. */
    public String text() {
        return invariant.sentence(List.copyOf(facts.values()));
    }
}

package dev.gleaner.check;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What was found, without repetitions and bounded: of each invariant so many are kept, further ones only counted. */
final class Findings {
    private final int limit;
    private final Predicate<Violation> wanted;
    private final Set<Violation> kept = new LinkedHashSet<>();
    private final Map<Invariant, Integer> countOf = new EnumMap<>(Invariant.class);
    private final Map<Invariant, Long> unlisted = new LinkedHashMap<>();

    Findings(int limit, Predicate<Violation> wanted) {
        this.limit = limit;
        this.wanted = wanted;
    }

    void add(Violation found) {
        if (!wanted.test(found) || kept.contains(found)) {
            return;
        }
        if (countOf.merge(found.invariant(), 1, Integer::sum) > limit) {
            unlisted.merge(found.invariant(), 1L, Long::sum);
        } else {
            kept.add(found);
        }
    }

    Set<Violation> kept() {
        return kept;
    }

    Map<Invariant, Long> unlisted() {
        return unlisted;
    }
}

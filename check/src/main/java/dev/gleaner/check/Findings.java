package dev.gleaner.check;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What was found, without repetition and with an end: of each kind so many are kept, and the rest is counted. */
final class Findings {
    private final int most;
    private final Predicate<Violation> wanted;
    private final Set<Violation> kept = new LinkedHashSet<>();
    private final Map<Invariant, Integer> keptOf = new EnumMap<>(Invariant.class);
    private final Map<Invariant, Long> unlisted = new LinkedHashMap<>();

    Findings(int most, Predicate<Violation> wanted) {
        this.most = most;
        this.wanted = wanted;
    }

    void add(Violation found) {
        if (!wanted.test(found) || kept.contains(found)) {
            return;
        }
        if (keptOf.merge(found.invariant(), 1, Integer::sum) > most) {
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

package dev.gleaner.check;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What was looked at and what was found.
 *
 * @param looked what was looked at, by name, to how many of it
 * @param violations what is wrong
 * @param unlisted further findings by invariant, which are too many to list
 */
public record Report(Map<String, Long> looked, List<Violation> violations, Map<Invariant, Long> unlisted) {
    public Report {
        looked = Collections.unmodifiableMap(new LinkedHashMap<>(looked));
        violations = List.copyOf(violations);
        unlisted = Collections.unmodifiableMap(new LinkedHashMap<>(unlisted));
    }

    /** Whether every promise is kept. */
    public boolean healthy() {
        return violations.isEmpty() && unlisted.isEmpty();
    }

    /** All of it, a finding in a line. */
    public String text() {
        StringBuilder text = new StringBuilder("Looked at:");
        looked.forEach((what, count) -> text.append(String.format(Locale.ROOT, " %,d %s,", count, what)));
        text.setLength(text.length() - 1);
        violations.forEach(one -> text.append("\nVIOLATION ")
                .append(one.invariant().id())
                .append(": ")
                .append(one.text()));
        unlisted.forEach((invariant, count) ->
                text.append(String.format(Locale.ROOT, "\nVIOLATION %s: %,d more", invariant.id(), count)));
        return text.append(healthy() ? "\nEvery promise is kept." : "").toString();
    }
}

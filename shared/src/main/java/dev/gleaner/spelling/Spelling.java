package dev.gleaner.spelling;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that somebody may have meant by one that there is not. */
public final class Spelling {
    private static final int LIKELY = 2;
    private static final int SHORTEST_BEGINNING = 3;

    private Spelling() {}

    /** What to add to the complaint about a name. */
    public static String hint(String name, Collection<String> known) {
        return meantBy(name, known)
                .map(meant -> "; did you mean " + meant + "?")
                .orElse("; there are " + String.join(", ", known));
    }

    /** The name that was meant by one that there is not: nearly it, or its beginning. Empty if it is none of them by far. */
    public static Optional<String> meantBy(String name, Collection<String> known) {
        return near(name, known)
                .or(() -> name.length() < SHORTEST_BEGINNING
                        ? Optional.empty()
                        : known.stream()
                                .filter(meant -> plain(meant).startsWith(plain(name)))
                                .findFirst());
    }

    private static Optional<String> near(String name, Collection<String> known) {
        return known.stream()
                .filter(meant -> distance(name, meant) <= Math.min(LIKELY, meant.length() / 2))
                .min(Comparator.comparingInt(meant -> distance(name, meant)));
    }

    /** Letters to add, drop or replace until one is the other (Levenshtein), without regard to {@code _}, {@code -} and case. */
    private static int distance(String name, String known) {
        String from = plain(name);
        String to = plain(known);
        if (Math.abs(from.length() - to.length()) > LIKELY) {
            return Integer.MAX_VALUE;
        }
        int[] before = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] row = new int[to.length() + 1];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = before[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(before[j], row[j - 1]));
            }
            before = row;
        }
        return before[to.length()];
    }

    private static String plain(String name) {
        return name.replaceAll("[_-]", "").toLowerCase(Locale.ROOT);
    }
}

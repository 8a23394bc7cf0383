package dev.gleaner.cli.call;

import java.util.Collection;

/** Which known word somebody may have meant. */
public final class Nearest {
    private Nearest() {}

    /** " (did you mean X?)", or nothing if none is near. */
    public static String hint(String word, Collection<String> known) {
        String best = null;
        int least = 2 * Math.max(1, word.length() / 3) + 2;
        for (String one : known) {
            // Of two that are as near, the one of the same length: letters are swapped more often than forgotten.
            int distance = 2 * distance(word, one) + (word.length() == one.length() ? 0 : 1);
            if (distance < least) {
                least = distance;
                best = one;
            }
        }
        return best == null ? "" : " (did you mean %s?)".formatted(best);
    }

    /** How many letters are wrong, missing, too many, or swapped with their neighbour. */
    private static int distance(String one, String other) {
        int[][] rows = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                if (i == 0 || j == 0) {
                    rows[i][j] = i + j;
                    continue;
                }
                int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                int least = Math.min(Math.min(rows[i - 1][j], rows[i][j - 1]) + 1, rows[i - 1][j - 1] + change);
                boolean swapped = i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1);
                rows[i][j] = swapped ? Math.min(least, rows[i - 2][j - 2] + 1) : least;
            }
        }
        return rows[one.length()][other.length()];
    }
}

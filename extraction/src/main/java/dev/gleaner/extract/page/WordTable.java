package dev.gleaner.extract.page;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * What words say, as bits. Words are looked up as parts of a longer text and regardless of case. A map would need a copy
 * of every part, and a page has thousands of them.
 */
final class WordTable {
    private final String[] words;
    private final int[] bits;
    private final int mask;

    private WordTable(Map<String, Integer> given) {
        // A power of two that leaves three of four places empty, so that one or two probes are enough.
        int size = Integer.highestOneBit(Math.max(1, given.size())) * 8;
        words = new String[size];
        Arrays.fill(words, "");
        bits = new int[size];
        mask = size - 1;
        given.forEach((word, said) -> {
            int place = place(hash(word, 0, word.length()));
            while (!words[place].isEmpty()) {
                place = (place + 1) & mask;
            }
            words[place] = word;
            bits[place] = said;
        });
    }

    static final class Builder {
        private final Map<String, Integer> words = new HashMap<>();

        /** @param given ASCII words in lower case, separated by spaces; one that is given twice says both */
        Builder say(int what, String given) {
            for (String word : given.split(" ", -1)) {
                words.merge(word, what, (one, other) -> one | other);
            }
            return this;
        }

        WordTable build() {
            return new WordTable(words);
        }
    }

    /** What the word between two indexes of a text says; 0 for a word that is not in the table. */
    int of(String text, int from, int to) {
        return of(text, from, to, hash(text, from, to));
    }

    /** The same, for callers that already have the hash of the word. */
    int of(String text, int from, int to, int hash) {
        for (int place = place(hash); !words[place].isEmpty(); place = (place + 1) & mask) {
            if (words[place].length() == to - from && text.regionMatches(true, from, words[place], 0, to - from)) {
                return bits[place];
            }
        }
        return 0;
    }

    /** The hash of a word with one more character; that of the empty word is 0. */
    static int hash(int hash, char c) {
        return 31 * hash + (c >= 'A' && c <= 'Z' ? c + 'a' - 'A' : c);
    }

    private static int hash(String text, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = hash(hash, text.charAt(i));
        }
        return hash;
    }

    private int place(int hash) {
        return (hash ^ (hash >>> 15)) & mask;
    }
}

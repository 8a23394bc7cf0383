package dev.gleaner.check;

import java.util.Arrays;

/**
 * A set of texts in eight bytes each: their 64-bit FNV-1a hashes, mixed, in an open table. Of 10 million texts one more is
 * taken for a member with a chance of one in 10^12.
 */
final class LongHashSet {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private long[] table = new long[1024];
    private int size;

    static long of(String text) {
        long hash = FNV_OFFSET;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        // The last step of SplitMix64 (Steele, Lea, Flood 2014): FNV's high bits hardly move for short texts.
        hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
        hash ^= hash >>> 31;
        return hash == 0 ? 1 : hash; // 0 marks a free place
    }

    void add(long hash) {
        if (size * 2 >= table.length) {
            grow();
        }
        if (insert(table, hash)) {
            size++;
        }
    }

    boolean contains(long hash) {
        int mask = table.length - 1;
        for (int at = (int) hash & mask; table[at] != 0; at = (at + 1) & mask) {
            if (table[at] == hash) {
                return true;
            }
        }
        return false;
    }

    private void grow() {
        long[] larger = new long[table.length * 2];
        Arrays.stream(table).filter(one -> one != 0).forEach(one -> insert(larger, one));
        table = larger;
    }

    private static boolean insert(long[] table, long hash) {
        int mask = table.length - 1;
        int at = (int) hash & mask;
        while (table[at] != 0) {
            if (table[at] == hash) {
                return false;
            }
            at = (at + 1) & mask;
        }
        table[at] = hash;
        return true;
    }
}

package dev.gleaner.exec;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Words that no other process of this machine makes, and no other call of this one. Nobody has to be unable to guess them; Java's
 * secure random numbers would take longer to load than the rest of a call.
 */
final class Distinct {
    private static final AtomicInteger CALLS = new AtomicInteger();
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final int SHORT = 6;

    private Distinct() {}

    static String word() {
        long call = CALLS.incrementAndGet();
        return Long.toHexString(System.currentTimeMillis()) + "-"
                + Long.toHexString(ProcessHandle.current().pid()) + "-" + Long.toHexString(System.nanoTime()) + "-"
                + call;
    }

    /** Six hexadecimal digits: distinct mostly, not always. */
    static String shortWord() {
        long mixed = (System.nanoTime() ^ ProcessHandle.current().pid() << 40) + CALLS.incrementAndGet();
        // The finisher of SplitMix64: each bit of what goes in changes half of the bits that come out.
        mixed = (mixed + GOLDEN ^ (mixed + GOLDEN) >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        String hex = "00000" + Long.toHexString(mixed ^ mixed >>> 31);
        return hex.substring(hex.length() - SHORT);
    }
}

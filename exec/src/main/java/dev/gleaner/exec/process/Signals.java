package dev.gleaner.exec.process;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The signals that end a process unless it handles them, by their numbers on Linux (signal(7)). Java tells of a process that signal
 * n ended as of one that exited with 128 + n, which is also how a shell tells of its last command; so the two cannot be told apart.
 */
public final class Signals {
    private static final int BASE = 128;

    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(1, "HUP"),
            Map.entry(2, "INT"),
            Map.entry(3, "QUIT"),
            Map.entry(4, "ILL"),
            Map.entry(5, "TRAP"),
            Map.entry(6, "ABRT"),
            Map.entry(7, "BUS"),
            Map.entry(8, "FPE"),
            Map.entry(9, "KILL"),
            Map.entry(10, "USR1"),
            Map.entry(11, "SEGV"),
            Map.entry(12, "USR2"),
            Map.entry(13, "PIPE"),
            Map.entry(14, "ALRM"),
            Map.entry(15, "TERM"),
            Map.entry(24, "XCPU"),
            Map.entry(25, "XFSZ"),
            Map.entry(31, "SYS"));

    private Signals() {}

    /** What ended a process of which Java gives {@code exitValue}; null if it exited. */
    static @Nullable String of(int exitValue) {
        return NAMES.get(exitValue - BASE);
    }

    /**
     * What a shell tells of a process that a signal ended.
     *
     * @param signal for example {@code TERM}
     */
    public static int exitValue(String signal) {
        return BASE
                + NAMES.entrySet().stream()
                        .filter(entry -> entry.getValue().equals(signal))
                        .mapToInt(Map.Entry::getKey)
                        .findFirst()
                        .orElse(0);
    }
}

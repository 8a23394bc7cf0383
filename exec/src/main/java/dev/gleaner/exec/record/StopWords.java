package dev.gleaner.exec.record;

import dev.gleaner.exec.process.StopReason;
import org.jspecify.annotations.Nullable;

/** The words of a record for why a command was stopped. */
final class StopWords {
    private StopWords() {}

    static String of(StopReason reason) {
        return switch (reason) {
            case STOPPED -> "request";
            case TIMEOUT -> "timeout";
            case MEMORY -> "memory";
            case ABANDONED -> "abandoned";
        };
    }

    /** Null if no reason has the word. */
    static @Nullable StopReason reason(String word) {
        for (StopReason reason : StopReason.values()) {
            if (of(reason).equals(word)) {
                return reason;
            }
        }
        return null;
    }
}

package dev.gleaner.exec.record;

import dev.gleaner.exec.process.StopReason;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a job ended.
 *
 * @param at when; if nobody saw it, the last sign of life
 * @param exitCode null if a signal ended it, it never started, or nobody saw how it ended
 * @param signal for example {@code TERM}; null if it exited
 * @param stopped why it was stopped; null if it ended by itself
 * @param peakMemory the most resident bytes of all its processes at a time; null if nobody saw
 * @param cpu of all its processes; null if nobody saw
 */
public record JobEnd(
        Instant at,
        @Nullable Integer exitCode,
        @Nullable String signal,
        @Nullable StopReason stopped,
        @Nullable Long peakMemory,
        @Nullable Duration cpu) {

    /** An end of which only the time is known. */
    public static JobEnd unseen(Instant at) {
        return new JobEnd(at, null, null, null, null, null);
    }
}

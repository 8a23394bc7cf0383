package dev.gleaner.exec.process;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a command ended.
 *
 * @param exitCode null if a signal ended it; with {@code signal} null too, its first process could not be ended (stuck in the kernel)
 * @param signal for example {@code TERM}; null if it exited
 * @param stopped why it was stopped; null if it ended by itself
 * @param stdoutBytes and {@code stderrBytes}: what it wrote, also what was not kept
 */
public record CommandEnd(
        @Nullable Integer exitCode,
        @Nullable String signal,
        @Nullable StopReason stopped,
        Instant startedAt,
        Instant endedAt,
        Usage usage,
        long stdoutBytes,
        long stderrBytes) {}

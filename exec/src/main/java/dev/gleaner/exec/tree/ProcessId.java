package dev.gleaner.exec.tree;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A process and no other that has its number later.
 *
 * @param pid its number, which the system gives again
 * @param start when it started: clock ticks after the start of the machine (field 22 of {@code /proc/PID/stat}, see proc(5)); where
 *     there is no {@code /proc}, milliseconds since 1970
 */
public record ProcessId(long pid, long start) {
    /** The process that has this number now; empty if none has. One that has ended and is not reaped yet has it still. */
    public static Optional<ProcessId> of(long pid) {
        return Processes.entry(pid).map(ProcessEntry::id);
    }

    // The equality that a record has by itself is linked when it is first asked for, which takes a tenth of a short
    // call.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ProcessId process && pid == process.pid && start == process.start;
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(pid) + Long.hashCode(start);
    }

    /** Whether it runs: not gone, not ended and unreaped, and its number not given to another. */
    public boolean isAlive() {
        return Processes.find(this).filter(ProcessEntry::alive).isPresent();
    }
}

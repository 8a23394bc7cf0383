package dev.gleaner.exec.tree;

import java.util.Optional;

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

    /** Whether it runs: not gone, not ended and unreaped, and its number not given to another. */
    public boolean isAlive() {
        return Processes.find(this).filter(ProcessEntry::alive).isPresent();
    }
}

package dev.gleaner.exec.tree;

/**
 * A process as it was at one moment.
 *
 * @param parent pid of its parent
 * @param session -1 where that is not known
 * @param alive false for one that has ended and is not reaped yet
 * @param cpuTicks its own, in user and system mode, in hundredths of a second
 * @param reapedTicks those of its children that it has waited for
 * @param virtualBytes 0 for a thread of the kernel, and where that is not known
 * @param residentPages 0 where that is not known
 */
public record ProcessEntry(
        ProcessId id,
        long parent,
        long session,
        boolean alive,
        long cpuTicks,
        long reapedTicks,
        long virtualBytes,
        long residentPages) {
    public long pid() {
        return id.pid();
    }
}

package dev.gleaner.exec.process;

/**
 * Sees what a command writes as it comes, all of it, also what is not kept. One thread per channel; it may block, and the command waits
 * then, and so does whoever awaits its end. One that throws is told no more.
 */
@FunctionalInterface
public interface OutputListener {
    OutputListener NONE = (channel, bytes, length) -> {};

    /** @param bytes the first {@code length} of them; used again after the call */
    void output(Channel channel, byte[] bytes, int length);
}

package dev.gleaner.consumer.reading;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.LongSupplier;

/**
 * The clocks of the pool, in nanoseconds; none goes back.
 *
 * @param wall by which pages wait
 * @param reader by which the calling thread reads
 */
public record Clocks(LongSupplier wall, LongSupplier reader) {
    /**
     * Reading is measured in processor time, where the platform knows it: that a machine is busy, or its heap being cleared,
     * is not the fault of a page.
     */
    public static Clocks system() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        boolean known = threads.isCurrentThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled();
        return new Clocks(System::nanoTime, known ? threads::getCurrentThreadCpuTime : System::nanoTime);
    }
}

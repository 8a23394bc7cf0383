package dev.gleaner.consumer.runs;

/** Waits for threads that end soon. */
final class Threads {
    private Threads() {}

    /** Returns when it has ended; an interrupt is kept for later. */
    static void joined(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

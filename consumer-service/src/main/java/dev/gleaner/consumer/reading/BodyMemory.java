package dev.gleaner.consumer.reading;

import dev.gleaner.fetch.BodyRoom;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A bounded sum of the bodies of pages, from their arrival until they are read. A body that finds no room waits in its
 * fetch, and the server with it, until others were read. One body at a time, the first that found none, may grow beyond
 * the bound to its own limit: otherwise bodies that are half here could wait for each other.
 */
public final class BodyMemory {
    /** In bytes. What every fetch may take without being counted; half of all pages need no more than twice this. */
    private static final int UNCOUNTED = 64 * 1_024;

    private final long most;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition freed = lock.newCondition();
    private long used;
    private @Nullable Share favoured;

    /** @param most bytes of all bodies together, besides the first 64 KiB of each and the one that is favoured */
    public BodyMemory(long most) {
        if (most < 0) {
            throw new IllegalArgumentException("A sum of bodies cannot be negative: " + most);
        }
        this.most = most;
    }

    /** The share of one page, to be closed when its body is needed no longer. */
    public Share share() {
        return new Share();
    }

    /** Bytes that are counted now, without those of the favoured one. */
    long used() {
        lock.lock();
        try {
            return used;
        } finally {
            lock.unlock();
        }
    }

    /** What the body of one page takes. */
    public final class Share implements BodyRoom, AutoCloseable {
        private long held;
        private volatile boolean refused;

        private Share() {}

        @Override
        public boolean grow(int bytes, Duration atMost) throws InterruptedException {
            if (bytes <= UNCOUNTED) {
                return true;
            }
            lock.lockInterruptibly();
            try {
                long left = atMost.toNanos();
                while (!isRoomFor(bytes)) {
                    if (left <= 0) {
                        refused = true;
                        return false;
                    }
                    left = freed.awaitNanos(left);
                }
                return true;
            } finally {
                lock.unlock();
            }
        }

        private boolean isRoomFor(int bytes) {
            if (favoured == this) {
                return true;
            }
            if (used + bytes - held <= most) {
                used += bytes - held;
                held = bytes;
                return true;
            }
            if (favoured == null) {
                favoured = this;
                return true;
            }
            return false;
        }

        /** Whether the fetch ended because the bodies of others left no room, which is no fault of its page. */
        public boolean refused() {
            return refused;
        }

        @Override
        public void close() {
            lock.lock();
            try {
                used -= held;
                held = 0;
                favoured = favoured == this ? null : favoured;
                freed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}

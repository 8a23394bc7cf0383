package dev.gleaner.fetch;

import java.time.Duration;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.jspecify.annotations.Nullable;

/**
 * One fetch with its deadline. The timer that {@linkplain #expire() expires} it ends whatever request is under way,
 * because the timeouts of sockets start anew with every byte.
 */
final class Attempt {
    /** The attempt that the calling thread works on, for the resolver, which HttpClient calls without any context. */
    static final ScopedValue<Attempt> CURRENT = ScopedValue.newInstance();

    private final long endNanos;
    private final Phases phases = new Phases();
    private @Nullable HttpUriRequestBase running;
    private boolean expired;

    private Attempt(long endNanos) {
        this.endNanos = endNanos;
    }

    /** An attempt that begins now. */
    static Attempt lasting(Duration timeout) {
        return new Attempt(System.nanoTime() + timeout.toNanos());
    }

    static Attempt current() {
        return CURRENT.get();
    }

    Phases phases() {
        return phases;
    }

    /** The time left, never less than a millisecond, because zero means endless to sockets. */
    Duration left() {
        return Duration.ofNanos(Math.max(endNanos - System.nanoTime(), 1_000_000));
    }

    /** Whether no time is left, be it noticed or not. */
    boolean isOver() {
        return System.nanoTime() - endNanos >= 0;
    }

    /** Puts a request under the deadline; one that comes too late is cancelled before it starts. */
    synchronized void running(HttpUriRequestBase request) {
        running = request;
        if (expired) {
            request.cancel();
        }
    }

    void expire() {
        HttpUriRequestBase request;
        synchronized (this) {
            expired = true;
            request = running;
        }
        if (request != null) {
            request.cancel();
        }
    }

    synchronized boolean expired() {
        return expired;
    }
}

package dev.gleaner.duty;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A duty that a process does again and again on a thread of its own. A turn that fails is told once and tried again at
 * the next; an outage of a store fills no log. An error is the end of the thread, and whoever is told of that ends the process:
 * one that went on without its duty would look well and be none.
 */
public final class Duty implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Duty.class);

    private final String name;
    private final Duration period;
    private final Runnable turn;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;

    private Duty(String name, Duration period, Runnable turn, Thread.UncaughtExceptionHandler fatal) {
        this.name = name;
        this.period = period;
        this.turn = turn;
        this.thread = Thread.ofPlatform()
                .name(name)
                .daemon()
                .uncaughtExceptionHandler(fatal)
                .unstarted(this::run);
    }

    /**
     * Starts with a turn at once, then one after each period.
     *
     * @param fatal is told when the thread dies
     */
    public static Duty start(String name, Duration period, Runnable turn, Thread.UncaughtExceptionHandler fatal) {
        Duty duty = new Duty(name, period, turn, fatal);
        duty.thread.start();
        return duty;
    }

    private void run() {
        OutageLog outage = new OutageLog(log, name);
        boolean stopped = false;
        while (!stopped) {
            try {
                turn.run();
                outage.went();
            } catch (RuntimeException fault) {
                // However it failed, the next turn may go through; a bug is told as one.
                if (stop.getCount() > 0) {
                    outage.failed(fault);
                }
            }
            try {
                stopped = stop.await(period.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException ending) {
                return;
            }
        }
    }

    /** Lets a running turn end, for a while. */
    @Override
    public void close() {
        stop.countDown();
        try {
            if (!thread.join(Duration.ofSeconds(5))) {
                thread.interrupt();
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }
}

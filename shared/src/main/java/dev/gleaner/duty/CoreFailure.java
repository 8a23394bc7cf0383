package dev.gleaner.duty;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process when a thread dies without which it is none. A process that went on would keep its lease or its port, and
 * do nothing; what a dead one held or left half done is taken over by others.
 */
public final class CoreFailure implements Thread.UncaughtExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(CoreFailure.class);

    private static final int FAILED = 1;

    /** A stop in good order takes less, if it comes to its end at all. */
    private static final Duration LONGEST_EXIT = Duration.ofSeconds(40);

    private final Runnable exit;
    private final AtomicBoolean ending = new AtomicBoolean();

    /** @param exit ends the process, and stops in good order what still can be stopped; called once */
    public CoreFailure(Runnable exit) {
        this.exit = exit;
    }

    /** Ends this very process, with an exit code that says that it failed. */
    public static CoreFailure ofThisProcess() {
        return new CoreFailure(() -> {
            haltLater();
            System.exit(FAILED);
        });
    }

    /** A stop in good order may wait for the very thread that died. */
    private static void haltLater() {
        try {
            Thread.ofPlatform().name("halt").daemon().start(() -> {
                try {
                    Thread.sleep(LONGEST_EXIT);
                } catch (InterruptedException sooner) {
                    log.debug("Halted at once");
                }
                Runtime.getRuntime().halt(FAILED);
            });
        } catch (OutOfMemoryError noThread) {
            Runtime.getRuntime().halt(FAILED);
        }
    }

    @Override
    public void uncaughtException(Thread thread, Throwable fault) {
        try {
            log.error(
                    "{} died of a fault of ours; this process ends, and others take over what it holds",
                    thread.getName(),
                    fault);
        } finally {
            if (ending.compareAndSet(false, true)) {
                exit.run();
            }
        }
    }
}

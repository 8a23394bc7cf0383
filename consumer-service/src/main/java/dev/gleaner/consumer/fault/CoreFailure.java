package dev.gleaner.consumer.fault;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process when a thread dies without which a consumer is none. A process that went on would keep its lease, and
 * with it all that it holds, and do nothing; what a dead one held comes back by the reaper.
 */
public final class CoreFailure implements Thread.UncaughtExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(CoreFailure.class);

    private final Runnable exit;

    /** @param exit ends the process, and stops in good order what still can be stopped */
    public CoreFailure(Runnable exit) {
        this.exit = exit;
    }

    @Override
    public void uncaughtException(Thread thread, Throwable fault) {
        try {
            log.error(
                    "{} died of a fault of ours; this process ends, and others take over what it holds",
                    thread.getName(),
                    fault);
        } finally {
            exit.run();
        }
    }

    /** The same turn, for a thread that is not made here and takes the death of a turn for its own affair. */
    public Runnable guarding(Runnable turn) {
        return () -> {
            try {
                turn.run();
            } catch (Error fault) {
                uncaughtException(Thread.currentThread(), fault);
                throw fault;
            }
        };
    }
}

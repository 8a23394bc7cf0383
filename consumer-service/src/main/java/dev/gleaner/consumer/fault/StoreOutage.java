package dev.gleaner.consumer.fault;

import dev.gleaner.duty.OutageLog;
import dev.gleaner.store.StoreAwayException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Repeats a repeatable step while a store is away, and tells it once. Any other fault of the step goes through. */
public final class StoreOutage {
    private static final Logger log = LoggerFactory.getLogger(StoreOutage.class);

    private final Pause pause;

    public StoreOutage(Pause pause) {
        this.pause = pause;
    }

    /**
     * Returns when the step went through, or when the thread is interrupted; then others do it.
     *
     * @param what the step is called, as the beginning of a sentence
     * @return whether it went through
     */
    public boolean waitOut(String what, Runnable step) {
        return waitOut(what, () -> true, step);
    }

    /**
     * The same as long as the step is wanted.
     *
     * @param wanted asked before each try
     */
    public boolean waitOut(String what, BooleanSupplier wanted, Runnable step) {
        OutageLog outage = new OutageLog(log, what);
        for (int tries = 1; wanted.getAsBoolean(); tries++) {
            try {
                step.run();
                outage.went();
                return true;
            } catch (StoreAwayException away) {
                outage.failed(away);
            }
            try {
                pause.after(tries);
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return false;
    }
}

package dev.gleaner.duty;

import dev.gleaner.store.StoreAwayException;
import org.slf4j.Logger;

/**
 * Tells once that something fails, and once that it goes on: an outage fills no log. A fault that is no outage is a bug of
 * ours and told as one, with its stack. May be used by any thread.
 */
public final class OutageLog {
    private final Logger log;
    private final String what;
    private Told told = Told.NOTHING;

    /** @param what fails, as the beginning of a sentence: {@code "The sweeper"} */
    public OutageLog(Logger log, String what) {
        this.log = log;
        this.what = what;
    }

    /** It failed; told at the first time in a row, and with its stack at debug each time. */
    public synchronized void failed(RuntimeException fault) {
        if (fault instanceof StoreAwayException away) {
            if (told == Told.NOTHING) {
                log.warn("{} failed and will be tried again: {} ({})", what, away.getMessage(), reason(away));
                told = Told.OUTAGE;
            }
        } else if (told != Told.BUG) {
            log.error("{} failed by a fault of ours and will be tried again", what, fault);
            told = Told.BUG;
        }
        log.debug("{} failed", what, fault);
    }

    /** It went through. */
    public synchronized void went() {
        if (told != Told.NOTHING) {
            log.info("{} goes on", what);
        }
        told = Told.NOTHING;
    }

    private static String reason(StoreAwayException away) {
        return String.valueOf(away.getCause());
    }

    /** What of this row of failures is in the log. */
    private enum Told {
        NOTHING,
        OUTAGE,
        BUG
    }
}

package dev.gleaner.duty;

import org.slf4j.Logger;

/** Tells once that something fails, and once that it goes on: an outage fills no log. May be used by any thread. */
public final class OutageLog {
    private final Logger log;
    private final String what;
    private boolean failing;

    /** @param what fails, as the beginning of a sentence: {@code "The sweeper"} */
    public OutageLog(Logger log, String what) {
        this.log = log;
        this.what = what;
    }

    /** It failed; told at the first time in a row, and with its stack at debug each time. */
    public synchronized void failed(Throwable fault) {
        if (!failing) {
            log.warn("{} failed and will be tried again: {}", what, fault.toString());
        }
        log.debug("{} failed", what, fault);
        failing = true;
    }

    /** It went through. */
    public synchronized void went() {
        if (failing) {
            log.info("{} goes on", what);
        }
        failing = false;
    }
}

package dev.gleaner.event;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes to the log what an operator wants to know of. */
public final class EventLog implements Observer {
    private static final Logger log = LoggerFactory.getLogger(EventLog.class);

    @Override
    public void on(Event event) {
        switch (event) {
            case Event.Reaped reaped ->
                log.warn(
                        "Consumer {} is gone: {} articles are handed out again",
                        reaped.incarnation(),
                        reaped.entries());
            case Event.Audited audited -> audited(audited);
            case Event.Submitted quiet -> {}
            case Event.Claimed quiet -> {}
            case Event.Fetched quiet -> {}
            case Event.Extracted quiet -> {}
            case Event.CommandEnded quiet -> {}
            case Event.Settled quiet -> {}
            case Event.Retried quiet -> {}
            case Event.Ended quiet -> {}
        }
    }

    private static void audited(Event.Audited audited) {
        if (audited.recovered() > 0) {
            log.warn(
                    "{} articles were held under no lease, or waited where nobody looks, and are handed out again",
                    audited.recovered());
        }
        if (audited.requeued() > 0) {
            log.warn("{} open articles were in no list and are queued again", audited.requeued());
        }
        if (audited.recounted() > 0) {
            log.info("The running counts of {} hosts were wrong and are corrected", audited.recounted());
        }
    }
}

package dev.gleaner.fleet;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings back what dead consumers held. Runs in every process; any number may run at once. */
public final class Reaper {
    private static final Logger log = LoggerFactory.getLogger(Reaper.class);

    private final Leases leases;

    public Reaper(Leases leases) {
        this.leases = leases;
    }

    /** One turn; how many entries came back. */
    public long turn() {
        long total = 0;
        for (String incarnation : leases.expired()) {
            long moved;
            long ofThis = 0;
            do {
                moved = leases.reap(incarnation);
                ofThis += Math.max(0, moved);
            } while (moved > 0);
            if (ofThis > 0) {
                log.warn("Consumer {} is gone: {} articles are handed out again", incarnation, ofThis);
            }
            total += ofThis;
        }
        return total;
    }
}

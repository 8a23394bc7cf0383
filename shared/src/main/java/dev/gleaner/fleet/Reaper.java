package dev.gleaner.fleet;

import dev.gleaner.event.Event;
import dev.gleaner.event.Observer;

/** Brings back what dead consumers held. Runs in every process; any number may run at once. */
public final class Reaper {
    private final Leases leases;
    private final Observer observer;

    public Reaper(Leases leases, Observer observer) {
        this.leases = leases;
        this.observer = observer;
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
                observer.on(new Event.Reaped(incarnation, ofThis));
            }
            total += ofThis;
        }
        return total;
    }
}

package dev.gleaner.fleet;

import dev.gleaner.event.Event;
import dev.gleaner.event.Observer;
import dev.gleaner.store.StoreAwayException;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings back what dead consumers held. Runs in every process; any number may run at once. */
public final class Reaper {
    private static final Logger log = LoggerFactory.getLogger(Reaper.class);

    private final Leases leases;
    private final Observer observer;

    /** Incarnations that the last turn could not bring back for a fault of ours. */
    private Set<String> faulty = Set.of();

    public Reaper(Leases leases, Observer observer) {
        this.leases = leases;
        this.observer = observer;
    }

    /** One turn; how many entries came back. An incarnation that cannot be reaped keeps no other from it. */
    public long turn() {
        long total = 0;
        Set<String> stillFaulty = new HashSet<>();
        for (String incarnation : leases.expired()) {
            try {
                total += reap(incarnation);
            } catch (StoreAwayException away) {
                throw away;
            } catch (RuntimeException fault) {
                stillFaulty.add(incarnation);
                if (!faulty.contains(incarnation)) {
                    log.error("What {} held cannot be brought back", incarnation, fault);
                }
            }
        }
        faulty = stillFaulty;
        return total;
    }

    private long reap(String incarnation) {
        long moved;
        long total = 0;
        do {
            moved = leases.reap(incarnation);
            total += Math.max(0, moved);
        } while (moved > 0);
        if (total > 0) {
            observer.on(new Event.Reaped(incarnation, total));
        }
        return total;
    }
}

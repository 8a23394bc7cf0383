package dev.gleaner.event;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells several observers. One that fails disturbs neither the others nor the work that is told of. */
public final class Observers implements Observer {
    private static final Logger log = LoggerFactory.getLogger(Observers.class);

    private final List<Observer> all;

    public Observers(List<Observer> all) {
        this.all = List.copyOf(all);
    }

    @Override
    public void on(Event event) {
        for (Observer one : all) {
            try {
                one.on(event);
            } catch (RuntimeException fault) {
                log.error("{} could not take {}", one.getClass().getSimpleName(), event, fault);
            }
        }
    }
}

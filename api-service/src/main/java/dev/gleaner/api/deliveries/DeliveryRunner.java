package dev.gleaner.api.deliveries;

import dev.gleaner.delivery.Deliveries;
import dev.gleaner.delivery.DeliveryKind;
import dev.gleaner.delivery.Due;
import dev.gleaner.store.StoreAwayException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands out what is due, bounded for each lane and altogether: a slow receiver has its own few places and holds up no other.
 * Every API process does it; who moves a place among the due first does the delivery.
 */
final class DeliveryRunner {
    private static final Logger log = LoggerFactory.getLogger(DeliveryRunner.class);
    private static final int LOOK = 200;

    /** Between a deed that took as long as it may, and its note. */
    private static final Duration SPARE = Duration.ofSeconds(30);

    /** Those whose lane is the kind itself. */
    private static final List<DeliveryKind> KINDS = List.of(DeliveryKind.COMMAND, DeliveryKind.OUTPUT);

    private final Deliveries deliveries;
    private final Map<DeliveryKind, Deliverer> deliverers = new EnumMap<>(DeliveryKind.class);
    private final Delivering delivering;
    private final Lanes lanes;
    private final Executor executor;
    private final InstantSource clock;
    private final AtomicBoolean looking = new AtomicBoolean();

    /**
     * @param most deliveries at a time
     * @param executor on which they are done
     */
    DeliveryRunner(
            Deliveries deliveries,
            List<Deliverer> all,
            Delivering delivering,
            int most,
            Executor executor,
            InstantSource clock) {
        this.deliveries = deliveries;
        all.forEach(one -> deliverers.put(one.kind(), one));
        this.delivering = delivering;
        this.lanes = new Lanes(most);
        this.executor = executor;
        this.clock = clock;
    }

    /** One turn: begins all that is due and has a place. */
    void turn() {
        if (!looking.compareAndSet(false, true)) {
            return;
        }
        try {
            while (lanes.free() > 0) {
                List<String> but = new ArrayList<>(lanes.full());
                // Some other process does these: one of a version that knows them, for example.
                KINDS.stream().filter(kind -> !deliverers.containsKey(kind)).forEach(kind -> but.add(kind.name()));
                int begun = 0;
                for (Due place : deliveries.due(clock.instant(), but, LOOK)) {
                    begun += begin(place) ? 1 : 0;
                }
                if (begun == 0) {
                    return;
                }
            }
        } finally {
            looking.set(false);
        }
    }

    private boolean begin(Due place) {
        Deliverer deliverer = deliverer(place);
        if (deliverer == null || !lanes.enter(place.lane(), deliverer.atOnce())) {
            return false;
        }
        boolean begun = false;
        try {
            Optional<Due> taken = deliveries.take(
                    place, clock.instant().plus(deliverer.longest()).plus(SPARE));
            if (taken.isPresent()) {
                executor.execute(() -> deliver(taken.get(), deliverer));
                begun = true;
            }
            return begun;
        } catch (RejectedExecutionException stopping) {
            return false;
        } finally {
            if (!begun) {
                lanes.leave(place.lane());
            }
        }
    }

    private void deliver(Due place, Deliverer deliverer) {
        try {
            delivering.deliver(place, deliverer);
        } catch (StoreAwayException away) {
            log.debug("{} is done later", place.id(), away);
            return;
        } catch (RuntimeException fault) {
            log.error("{} could not be delivered", place.id(), fault);
            return;
        } finally {
            lanes.leave(place.lane());
        }
        if (!Thread.currentThread().isInterrupted()) {
            turnQuietly();
        }
    }

    /** So that the next of a lane need not wait for the duty's turn. */
    private void turnQuietly() {
        try {
            turn();
        } catch (RuntimeException fault) {
            log.debug("The next turn looks again", fault);
        }
    }

    /** A lane that is no kind is an endpoint. */
    private @Nullable Deliverer deliverer(Due place) {
        for (DeliveryKind kind : KINDS) {
            if (place.lane().equals(kind.name())) {
                return deliverers.get(kind);
            }
        }
        return deliverers.get(DeliveryKind.WEBHOOK);
    }
}

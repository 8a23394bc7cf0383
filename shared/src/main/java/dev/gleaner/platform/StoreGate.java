package dev.gleaner.platform;

import dev.gleaner.store.StoreAwayException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits at the start for a store that is not there yet, and says so. */
final class StoreGate {
    private static final Logger log = LoggerFactory.getLogger(StoreGate.class);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration REMINDER = Duration.ofSeconds(30);

    /** A process that ends as soon as all its parts are made, to train a cache of classes, never speaks to a store. */
    private static final boolean TRAINING = "onRefresh".equals(System.getProperty("spring.context.exit"));

    private final Duration limit;
    private final InstantSource clock;

    StoreGate(Duration limit, InstantSource clock) {
        this.limit = limit;
        this.clock = clock;
    }

    /**
     * Returns when the store answers.
     *
     * @param where its address without credentials
     * @param probe throws {@link StoreAwayException} while the store does not answer; whatever else it throws ends the start
     * @throws StoreUnavailableException when the limit is over, or the thread is interrupted
     */
    void until(String store, String where, Runnable probe) {
        if (TRAINING) {
            return;
        }
        var began = clock.instant();
        var told = began.minus(REMINDER);
        while (true) {
            try {
                probe.run();
                if (told.isAfter(began.minus(REMINDER))) {
                    log.info("{} at {} answers", store, where);
                }
                return;
            } catch (StoreAwayException away) {
                var now = clock.instant();
                if (!limit.isZero() && now.isAfter(began.plus(limit))) {
                    throw new StoreUnavailableException(store, where, limit, away);
                }
                if (!now.isBefore(told.plus(REMINDER))) {
                    log.warn("Waiting for {} at {}: {}", store, where, reason(away));
                    told = now;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE.toMillis()));
                if (Thread.interrupted()) {
                    throw new StoreUnavailableException(store, where, Duration.between(began, now), away);
                }
            }
        }
    }

    private static String reason(Throwable fault) {
        Throwable root = fault;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage();
        return message == null
                ? root.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}

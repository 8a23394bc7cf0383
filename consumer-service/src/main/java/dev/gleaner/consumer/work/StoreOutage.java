package dev.gleaner.consumer.work;

import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Repeats a repeatable step while a store is away; told once. */
final class StoreOutage {
    private static final Logger log = LoggerFactory.getLogger(StoreOutage.class);
    private static final IntervalFunction PAUSE = IntervalFunction.ofExponentialRandomBackoff(100, 2.0, 0.5, 5_000);
    private static final int GROWS = 20;

    private StoreOutage() {}

    /** Returns when the step went through, or when the thread is interrupted; then others do it. */
    static void waitOut(String what, Runnable step) {
        for (int attempt = 1; ; attempt++) {
            try {
                step.run();
                return;
            } catch (RuntimeException away) {
                if (attempt == 1) {
                    log.warn("A store is away; {} waits for it: {}", what, away.toString());
                }
                try {
                    Thread.sleep(Duration.ofMillis(PAUSE.apply(Math.min(attempt, GROWS))));
                } catch (InterruptedException ending) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }
}

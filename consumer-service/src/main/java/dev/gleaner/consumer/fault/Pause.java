package dev.gleaner.consumer.fault;

import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;

/** Lets time pass between two tries. */
@FunctionalInterface
public interface Pause {
    /** @param tries that have failed so far, at least 1 */
    void after(int tries) throws InterruptedException;

    /** Sleeps longer after each try, up to 5 s, and never as long as others that began to wait at the same moment. */
    static Pause growing() {
        IntervalFunction millis = IntervalFunction.ofExponentialRandomBackoff(100, 2.0, 0.5, 5_000);
        int grows = 20;
        return tries -> Thread.sleep(Duration.ofMillis(millis.apply(Math.min(tries, grows))));
    }
}

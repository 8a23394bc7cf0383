package dev.gleaner.exec.process;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

/** What other processes will have done after a while. */
final class Eventually {
    private Eventually() {}

    static void within10s(ThrowingRunnable asserted) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(10))
                .untilAsserted(asserted);
    }
}

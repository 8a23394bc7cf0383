package dev.gleaner.duty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class DutyTest {
    private final AtomicReference<String> died = new AtomicReference<>();

    @Test
    void aBugInATurnDoesNotEndTheDuty() throws InterruptedException {
        CountDownLatch turns = new CountDownLatch(3);
        try (Duty ignored = start(() -> {
            turns.countDown();
            throw new IllegalStateException("a bug");
        })) {
            assertThat(turns.await(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(died).hasValue(null);
    }

    @Test
    void anErrorEndsItAndIsTold() {
        try (Duty ignored = start(() -> {
            throw new NoClassDefFoundError("planted");
        })) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> "tested: java.lang.NoClassDefFoundError: planted".equals(died.get()));
        }
    }

    private Duty start(Runnable turn) {
        return Duty.start(
                "tested", Duration.ofMillis(1), turn, (thread, fault) -> died.set(thread.getName() + ": " + fault));
    }
}

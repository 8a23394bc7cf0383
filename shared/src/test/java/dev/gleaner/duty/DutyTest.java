package dev.gleaner.duty;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DutyTest {
    @Test
    void aBugInATurnDoesNotEndTheDuty() throws InterruptedException {
        CountDownLatch turns = new CountDownLatch(3);
        try (Duty ignored = Duty.start("tested", Duration.ofMillis(1), () -> {
            turns.countDown();
            throw new IllegalStateException("a bug");
        })) {
            assertThat(turns.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }
}

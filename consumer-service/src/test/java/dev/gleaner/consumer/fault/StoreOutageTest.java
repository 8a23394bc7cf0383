package dev.gleaner.consumer.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.gleaner.consumer.Bench;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StoreOutageTest {
    private final List<Integer> pauses = new ArrayList<>();
    private final StoreOutage outage = new StoreOutage(pauses::add);
    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void aStepIsRepeatedUntilTheStoreIsBack() {
        boolean went = outage.waitOut("A step", () -> {
            if (calls.incrementAndGet() < 3) {
                throw Bench.away();
            }
        });

        assertThat(went).isTrue();
        assertThat(calls).hasValue(3);
        assertThat(pauses).containsExactly(1, 2);
    }

    @Test
    void aBugIsNoOutage() {
        assertThatIllegalStateException()
                .isThrownBy(() -> outage.waitOut("A step", () -> {
                    throw new IllegalStateException("bug");
                }));
        assertThat(pauses).isEmpty();
    }

    @Test
    void aStepThatIsNotWantedAnyMoreIsLeft() {
        boolean went = outage.waitOut("A step", pauses::isEmpty, () -> {
            throw Bench.away();
        });

        assertThat(went).isFalse();
        assertThat(pauses).containsExactly(1);
    }

    @Test
    void anInterruptLeavesTheStepToOthers() {
        StoreOutage interrupted = new StoreOutage(tries -> {
            throw new InterruptedException();
        });

        boolean went = interrupted.waitOut("A step", () -> {
            throw Bench.away();
        });

        assertThat(went).isFalse();
        assertThat(Thread.interrupted()).isTrue();
    }
}

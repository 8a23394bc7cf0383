package dev.gleaner.consumer.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BodyMemoryTest {
    private static final int MIB = 1 << 20;
    private static final Duration LONG = Duration.ofMinutes(5);

    private final BodyMemory bodies = new BodyMemory(4 * MIB);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void smallBodiesAreNotCounted() throws InterruptedException {
        for (int i = 0; i < 1_000; i++) {
            assertThat(bodies.share().grow(64 * 1_024, Duration.ZERO)).isTrue();
        }
        assertThat(bodies.used()).isZero();
    }

    @Test
    void aBodyThatGrowsIsCountedOnce() throws InterruptedException {
        try (BodyMemory.Share share = bodies.share()) {
            assertThat(share.grow(MIB, Duration.ZERO)).isTrue();
            assertThat(share.grow(2 * MIB, Duration.ZERO)).isTrue();
            assertThat(bodies.used()).isEqualTo(2 * MIB);
        }
        assertThat(bodies.used()).isZero();
    }

    @Test
    void theFirstThatFindsNoRoomMayEndAndTheOthersWaitForIt() throws Exception {
        BodyMemory.Share one = bodies.share();
        BodyMemory.Share two = bodies.share();
        BodyMemory.Share three = bodies.share();
        assertThat(one.grow(2 * MIB, Duration.ZERO)).isTrue();
        assertThat(two.grow(2 * MIB, Duration.ZERO)).isTrue();

        assertThat(one.grow(5 * MIB, Duration.ZERO)).as("is favoured").isTrue();
        Future<Boolean> second = threads.submit(() -> two.grow(4 * MIB, LONG));
        Future<Boolean> third = threads.submit(() -> three.grow(MIB, LONG));
        assertThat(bodies.used()).as("all but what the favoured one has beyond").isEqualTo(4 * MIB);
        assertThat(three.grow(MIB, Duration.ZERO)).isFalse();
        assertThat(three.refused()).isTrue();

        one.close();
        assertThat(second.get()).isTrue();
        assertThat(third.get()).isTrue();
        two.close();
        three.close();
        assertThat(bodies.used()).isZero();
    }

    @Test
    void anInterruptEndsTheWait() throws InterruptedException {
        BodyMemory.Share full = bodies.share();
        assertThat(full.grow(4 * MIB, Duration.ZERO)).isTrue();
        BodyMemory.Share favoured = bodies.share();
        assertThat(favoured.grow(MIB, Duration.ZERO)).isTrue();
        CompletableFuture<Throwable> ended = new CompletableFuture<>();

        Thread waiting = Thread.ofVirtual().start(() -> {
            try {
                bodies.share().grow(MIB, LONG);
                ended.complete(new AssertionError("there was room"));
            } catch (InterruptedException interrupted) {
                ended.complete(interrupted);
            }
        });
        await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
        waiting.interrupt();

        assertThat(ended.join()).isInstanceOf(InterruptedException.class);
    }
}

package dev.gleaner.consumer.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CoreFailureTest {
    private final AtomicInteger exits = new AtomicInteger();
    private final CoreFailure fatal = new CoreFailure(exits::incrementAndGet);

    @Test
    void theDeathOfAThreadEndsTheProcess() throws InterruptedException {
        Thread core = Thread.ofPlatform()
                .name("core")
                .uncaughtExceptionHandler(fatal)
                .start(() -> {
                    throw new StackOverflowError("planted");
                });
        core.join();

        assertThat(exits).hasValue(1);
    }

    @Test
    void anErrorInAGuardedTurnDoesToo() {
        assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(fatal.guarding(() -> {
            throw new OutOfMemoryError("planted");
        })::run);

        assertThat(exits).hasValue(1);
    }

    @Test
    void aTurnThatFailsDoesNot() {
        assertThatIllegalStateException().isThrownBy(fatal.guarding(() -> {
            throw new IllegalStateException("planted");
        })::run);

        assertThat(exits).hasValue(0);
    }
}

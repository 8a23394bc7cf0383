package dev.gleaner.duty;

import static org.assertj.core.api.Assertions.assertThat;

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
    void theSecondDeathFindsTheProcessEnding() {
        fatal.uncaughtException(Thread.currentThread(), new OutOfMemoryError("planted"));
        fatal.uncaughtException(Thread.currentThread(), new OutOfMemoryError("planted"));

        assertThat(exits).hasValue(1);
    }
}

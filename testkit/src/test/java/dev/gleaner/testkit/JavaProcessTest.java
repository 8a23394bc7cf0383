package dev.gleaner.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class JavaProcessTest {

    private static final Duration PLENTY = Duration.ofSeconds(60);

    @Test
    void aChildGetsItsArgumentsAndEnvironmentAndItsLinesAreSeen() {
        try (JavaProcess child = JavaProcess.start(Waiting.class, Map.of("GREETING", "hello"), "world")) {
            assertThat(child.awaitLine(Pattern.compile("^hello"), PLENTY)).isEqualTo("hello world");
            assertThat(child.lines()).contains("hello world");
            child.killHard();
            assertThat(child.isAlive()).isFalse();
            assertThat(child.lines()).doesNotContain("stopped cleanly");
        }
    }

    @Test
    void terminateLetsTheChildRunItsShutdownHooks() {
        try (JavaProcess child = JavaProcess.start(Waiting.class, Map.of("GREETING", "hello"), "world")) {
            child.awaitLine("hello world"::equals, PLENTY);
            child.terminate();
            assertThat(child.lines()).contains("stopped cleanly");
        }
    }

    @Test
    void aChildThatEndsBeforeTheLineFailsAtOnceAndShowsItsOutput() {
        try (JavaProcess child = JavaProcess.start("dev.gleaner.NoSuchClass", Map.of())) {
            assertThatThrownBy(() -> child.awaitLine("never"::equals, PLENTY))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("NoSuchClass");
        }
    }

    static final class Waiting {
        public static void main(String[] arguments) throws InterruptedException {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("stopped cleanly")));
            System.out.println(System.getenv("GREETING") + " " + arguments[0]);
            new CountDownLatch(1).await();
        }
    }
}

package dev.gleaner.consumer.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final Random random = new Random(1);
    private final Backoff backoff = new Backoff(3, Duration.ofSeconds(2), Duration.ofSeconds(10), random);

    @Test
    void theLongestWaitDoublesUpToTheCap() {
        assertThat(longest(1)).isBetween(Duration.ofMillis(1900), Duration.ofSeconds(2));
        assertThat(longest(2)).isBetween(Duration.ofMillis(3800), Duration.ofSeconds(4));
        assertThat(longest(3)).isBetween(Duration.ofMillis(7600), Duration.ofSeconds(8));
        assertThat(new Backoff(99, Duration.ofSeconds(2), Duration.ofSeconds(10), random).next(99, null))
                .hasValueSatisfying(wait -> assertThat(wait).isLessThanOrEqualTo(Duration.ofSeconds(10)));
    }

    @Test
    void afterTheLastRetryThereIsNone() {
        assertThat(backoff.next(3, null)).isPresent();
        assertThat(backoff.next(4, null)).isEmpty();
        assertThat(new Backoff(0, Duration.ZERO, Duration.ZERO, random).next(1, null))
                .isEmpty();
    }

    @Test
    void theServersWishIsKeptButNotBeyondADay() {
        assertThat(backoff.next(1, Duration.ofMinutes(3))).contains(Duration.ofMinutes(3));
        assertThat(backoff.next(1, Duration.ofDays(9))).contains(Duration.ofDays(1));
    }

    @Test
    void negativeSettingsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Backoff(-1, Duration.ZERO, Duration.ZERO, random))
                .withMessageContaining("MAX_RETRY_ATTEMPTS");
    }

    private Duration longest(int failed) {
        return IntStream.range(0, 1000)
                .mapToObj(i -> backoff.next(failed, null).orElseThrow())
                .max(Duration::compareTo)
                .orElseThrow();
    }
}

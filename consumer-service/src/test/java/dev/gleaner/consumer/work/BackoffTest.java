package dev.gleaner.consumer.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final Backoff backoff = new Backoff(3, Duration.ofSeconds(2), Duration.ofSeconds(10));
    private final Random random = new Random(1);

    @Test
    void theLongestWaitDoublesUpToTheCap() {
        assertThat(longest(1)).isBetween(Duration.ofMillis(1900), Duration.ofSeconds(2));
        assertThat(longest(2)).isBetween(Duration.ofMillis(3800), Duration.ofSeconds(4));
        assertThat(longest(3)).isBetween(Duration.ofMillis(7600), Duration.ofSeconds(8));
        assertThat(new Backoff(99, Duration.ofSeconds(2), Duration.ofSeconds(10)).next(99, Optional.empty(), random))
                .hasValueSatisfying(wait -> assertThat(wait).isLessThanOrEqualTo(Duration.ofSeconds(10)));
    }

    @Test
    void afterTheLastRetryThereIsNone() {
        assertThat(backoff.next(3, Optional.empty(), random)).isPresent();
        assertThat(backoff.next(4, Optional.empty(), random)).isEmpty();
        assertThat(new Backoff(0, Duration.ZERO, Duration.ZERO).next(1, Optional.empty(), random))
                .isEmpty();
    }

    @Test
    void theServersWishIsKeptButNotBeyondADay() {
        assertThat(backoff.next(1, Optional.of(Duration.ofMinutes(3)), random)).contains(Duration.ofMinutes(3));
        assertThat(backoff.next(1, Optional.of(Duration.ofDays(9)), random)).contains(Duration.ofDays(1));
    }

    @Test
    void negativeSettingsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Backoff(-1, Duration.ZERO, Duration.ZERO))
                .withMessageContaining("MAX_RETRY_ATTEMPTS");
    }

    private Duration longest(int failed) {
        return IntStream.range(0, 1000)
                .mapToObj(i -> backoff.next(failed, Optional.empty(), random).orElseThrow())
                .max(Duration::compareTo)
                .orElseThrow();
    }
}

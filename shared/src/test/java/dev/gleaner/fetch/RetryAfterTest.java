package dev.gleaner.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-11-25T06:00:00Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0                             | PT0S
            120                           | PT2M
            86400                         | PT24H
            86401                         | PT24H
            99999999999999999999          | PT24H
            Wed, 25 Nov 2026 06:01:00 GMT | PT1M
            Wed, 25 Nov 2026 05:00:00 GMT | PT0S
            Wed, 25 Nov 2099 05:00:00 GMT | PT24H
            -1                            |
            1.5                           |
            soon                          |
                                          |
            Wed, 99 Nov 2026 05:00:00 GMT |
            """)
    void secondsAndDatesAreReadAndClampedToADay(String header, Duration wait) {
        assertThat(RetryAfter.parse(header, NOW)).isEqualTo(wait);
    }
}

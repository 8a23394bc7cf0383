package dev.gleaner.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PauseReasonTest {
    @Test
    void theyAreSaidInWords() {
        assertThat(new PauseReason.Addresses(3, 503).text()).isEqualTo("3 addresses answered 503");
        assertThat(new PauseReason.Addresses(1, 429).text()).isEqualTo("1 address answered 429");
        assertThat(new PauseReason.RetryAfter(Duration.ofMinutes(2), 429).text())
                .isEqualTo("an answer of 429 came with a Retry-After of 120 s");
        assertThat(new PauseReason.CrawlDelay(Duration.ofMillis(1500)).text())
                .isEqualTo("its robots.txt asks for a Crawl-delay of 1.5 s");
        assertThat(new PauseReason.Robots(503).text()).isEqualTo("its robots.txt answered 503");
        assertThat(new PauseReason.Other().text()).isEqualTo("it is asked less often");
    }
}

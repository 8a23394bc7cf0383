package dev.gleaner.consumer.work;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.convert.DurationUnit;

/**
 * How this consumer works.
 *
 * @param concurrency CONSUMER_CONCURRENCY, articles at a time
 * @param maxRetryAttempts MAX_RETRY_ATTEMPTS, retries after the first try
 * @param retryBase RETRY_BASE_DELAY, longest wait before the first retry; doubles with each
 * @param retryCap RETRY_MAX_DELAY, longest wait of our own choice
 */
@ConfigurationProperties("gleaner.consumer")
public record ConsumerSettings(
        int concurrency,
        int maxRetryAttempts,
        @DurationUnit(ChronoUnit.SECONDS) Duration retryBase,
        @DurationUnit(ChronoUnit.SECONDS) Duration retryCap) {
    public ConsumerSettings {
        if (concurrency < 1) {
            throw new IllegalArgumentException("CONSUMER_CONCURRENCY must be at least 1, but is " + concurrency);
        }
        if (maxRetryAttempts < 0) {
            throw new IllegalArgumentException("MAX_RETRY_ATTEMPTS must not be negative, but is " + maxRetryAttempts);
        }
    }
}

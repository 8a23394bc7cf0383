package dev.gleaner.consumer.work;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

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
        @DefaultValue("64") int concurrency,
        @DefaultValue("3") int maxRetryAttempts,
        @DefaultValue("2s") Duration retryBase,
        @DefaultValue("5m") Duration retryCap) {}

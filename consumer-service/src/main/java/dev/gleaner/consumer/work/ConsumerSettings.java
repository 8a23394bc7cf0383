package dev.gleaner.consumer.work;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How this consumer works.
 *
 * @param concurrency CONSUMER_CONCURRENCY, articles at a time
 * @param maxRetryAttempts MAX_RETRY_ATTEMPTS, retries after the first try
 * @param retryBase RETRY_BASE_DELAY, longest wait before the first retry; doubles with each
 * @param retryCap RETRY_MAX_DELAY, longest wait of our own choice
 */
@ConfigurationProperties("gleaner.consumer")
public record ConsumerSettings(int concurrency, int maxRetryAttempts, Duration retryBase, Duration retryCap) {}

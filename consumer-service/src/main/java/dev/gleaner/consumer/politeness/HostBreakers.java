package dev.gleaner.consumer.politeness;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.gleaner.article.ErrorCode;
import dev.gleaner.fetch.FetchOutcome;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A circuit breaker for each host, so that a host that is down costs a connect timeout now and then and not with every
 * article. Of very many hosts only those asked most recently are remembered.
 */
public final class HostBreakers {
    /** How long a host is left alone before it is tried again. */
    static final Duration OPEN = Duration.ofSeconds(30);

    static final int CALLS_THAT_DECIDE = 10;

    private static final int MOST_HOSTS = 10_000;
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(10);

    private static final CircuitBreakerConfig CONFIG = CircuitBreakerConfig.custom()
            .slidingWindow(20, CALLS_THAT_DECIDE, SlidingWindowType.COUNT_BASED)
            .failureRateThreshold(80)
            .waitDurationInOpenState(OPEN)
            .permittedNumberOfCallsInHalfOpenState(2)
            .build();

    private final Cache<String, CircuitBreaker> breakers = Caffeine.newBuilder()
            .maximumSize(MOST_HOSTS)
            .expireAfterAccess(FORGOTTEN_AFTER)
            .build();

    /** How a fetch ends at once because its host is down; empty to fetch, and then {@link #ended} must follow. */
    Optional<FetchOutcome> objection(String host) {
        return breaker(host).tryAcquirePermission()
                ? Optional.empty()
                : Optional.of(new FetchOutcome.FailedForNow(
                        ErrorCode.HOST_UNREACHABLE, "Host could not be reached", null, OPEN));
    }

    /** Any answer shows that a host is up, whatever it says. */
    void ended(String host, FetchOutcome outcome, Duration took) {
        CircuitBreaker breaker = breaker(host);
        switch (outcome) {
            case FetchOutcome.Aborted aborted -> breaker.releasePermission();
            case FetchOutcome.Busy busy -> breaker.releasePermission();
            case FetchOutcome.FailedForNow failed
            when isDown(failed.code()) ->
                breaker.onError(took.toNanos(), TimeUnit.NANOSECONDS, new HostDownException());
            case FetchOutcome.FailedForNow other -> breaker.onSuccess(took.toNanos(), TimeUnit.NANOSECONDS);
            case FetchOutcome.FailedForGood failed -> breaker.onSuccess(took.toNanos(), TimeUnit.NANOSECONDS);
            case FetchOutcome.Fetched page -> breaker.onSuccess(took.toNanos(), TimeUnit.NANOSECONDS);
            case FetchOutcome.NotModified still -> breaker.onSuccess(took.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** Hosts that are remembered. */
    long size() {
        breakers.cleanUp();
        return breakers.estimatedSize();
    }

    private CircuitBreaker breaker(String host) {
        return breakers.get(host, name -> CircuitBreaker.of(name, CONFIG));
    }

    private static boolean isDown(ErrorCode code) {
        return code == ErrorCode.HOST_UNREACHABLE || code == ErrorCode.CONNECTION_FAILED || code == ErrorCode.TIMEOUT;
    }

    /** Counted, never thrown. */
    private static final class HostDownException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        HostDownException() {
            super("host down", null, false, false);
        }
    }
}

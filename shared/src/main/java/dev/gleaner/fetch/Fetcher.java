package dev.gleaner.fetch;

import dev.gleaner.fetch.FetchOutcome.Aborted;
import dev.gleaner.fetch.FetchOutcome.Busy;
import dev.gleaner.url.ArticleUrl;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.http.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends requests under an {@link AddressPolicy} and within {@link FetchLimits}, whatever their method and body. It is
 * meant to be called by virtual threads, many at a time.
 *
 * <p>Redirects are followed here and each is checked like a first address; a page without text that refreshes to another
 * counts as one. A request that may change something at the server follows none, and its redirect is the outcome. Nothing
 * is retried, and cookies live only as long as one fetch, for the sites that set one and redirect to themselves.
 *
 * <p>Interrupting the calling virtual thread ends a fetch at once; a platform thread that waits for a socket notices an
 * interrupt only when the wait is over, at the deadline at the latest.
 */
public final class Fetcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Fetcher.class);

    /** When a fetch comes back that found no room, at the earliest; up to twice as long, so that not all come at once. */
    private static final Duration SOON = Duration.ofSeconds(5);

    private final AddressPolicy policy;
    private final FetchLimits limits;
    private final InstantSource clock;
    private final GuardedClient client;
    private final ScheduledThreadPoolExecutor deadlines;

    /** @param userAgent how we introduce ourselves, printable ASCII */
    public Fetcher(AddressPolicy policy, FetchLimits limits, String userAgent, InstantSource clock) {
        this(policy, limits, userAgent, clock, HostLookup.system(), "");
    }

    /**
     * A fetcher behind a proxy.
     *
     * @param proxy {@code http://host:port}; blank for none
     * @throws IllegalArgumentException if it cannot be read; the message names the setting
     */
    public Fetcher(AddressPolicy policy, FetchLimits limits, String userAgent, InstantSource clock, String proxy) {
        this(policy, limits, userAgent, clock, HostLookup.system(), proxy);
    }

    Fetcher(
            AddressPolicy policy,
            FetchLimits limits,
            String userAgent,
            InstantSource clock,
            HostLookup lookup,
            String proxy) {
        if (!userAgent.matches("[ -~]{1,500}") || userAgent.isBlank()) {
            throw new IllegalArgumentException("The user agent must be printable ASCII of 1 to 500 characters");
        }
        this.policy = policy;
        this.limits = limits;
        this.clock = clock;
        this.client = new GuardedClient(policy, limits, userAgent, lookup, ProxySetting.parse(proxy), clock);
        this.deadlines = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("fetch-deadlines").factory());
        this.deadlines.setRemoveOnCancelPolicy(true);
    }

    /** Fetches a page with the time that the limits give. */
    public FetchOutcome fetch(ArticleUrl url) {
        return fetch(FetchRequest.of(url, limits.timeout()));
    }

    /** Sends a request and reads its answer; returns at the end of the request's time at the latest. */
    public FetchOutcome fetch(FetchRequest request) {
        Attempt attempt = Attempt.lasting(request.timeout());
        ScheduledFuture<?> deadline;
        try {
            // On a thread of its own, for closing a connection may block and other deadlines must not wait for it.
            deadline = deadlines.schedule(
                    () -> Thread.ofVirtual().name("fetch-expired").start(attempt::expire),
                    request.timeout().toNanos(),
                    TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            return new Aborted();
        }
        try {
            return ScopedValue.where(Attempt.CURRENT, attempt).call(() -> attempted(request, attempt));
        } finally {
            deadline.cancel(false);
        }
    }

    /**
     * How a fetch would end because of where the address leads, looked up as for a connection; empty if it may be connected
     * to. For whoever goes there by other means.
     */
    public Optional<FetchOutcome> objection(ArticleUrl url, Duration timeout) {
        if (policy.visibleRefusal(url).isPresent()) {
            return Optional.of(Failures.refused());
        }
        FetchRequest request = FetchRequest.of(url, timeout);
        Attempt attempt = Attempt.lasting(timeout);
        return ScopedValue.where(Attempt.CURRENT, attempt).call(() -> {
            try {
                client.lookUp(url.host(), url.port());
                return Optional.empty();
            } catch (IOException | RuntimeException failure) {
                return Optional.of(outcomeOf(failure, request, attempt));
            }
        });
    }

    /** Ends all fetches under way. */
    @Override
    public void close() {
        deadlines.shutdownNow();
        client.close();
    }

    /** Connections that are in use, for measuring and for finding leaks. */
    int leasedConnections() {
        return client.leasedConnections();
    }

    private FetchOutcome attempted(FetchRequest request, Attempt attempt) {
        Reading reading = request.reading() == null ? limits.page() : request.reading();
        AnswerReader answers = new AnswerReader(request, reading, limits.maxWireBytes(), clock);
        try {
            return new RedirectChain(client, policy, request, reading, answers, new Cookies(clock), attempt).followed();
        } catch (IOException | HttpException | RuntimeException failure) {
            return outcomeOf(failure, request, attempt);
        }
    }

    private FetchOutcome outcomeOf(Exception failure, FetchRequest request, Attempt attempt) {
        if (wasInterrupted(failure) || deadlines.isShutdown()) {
            return new Aborted();
        }
        if (failure instanceof LookupsBusyException) {
            return new Busy(SOON.plusMillis(ThreadLocalRandom.current().nextLong(SOON.toMillis())));
        }
        if (attempt.expired()) {
            return Failures.timeout(request.attempt());
        }
        if (failure instanceof RuntimeException) {
            LOG.warn("A fetch from {} failed by a fault of ours", request.url().host(), failure);
        }
        return Failures.of(failure, request.attempt());
    }

    /** HttpClient wraps an interrupt while it waits for a connection; the flag is set again for the caller. */
    private static boolean wasInterrupted(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
        }
        return Thread.currentThread().isInterrupted();
    }
}

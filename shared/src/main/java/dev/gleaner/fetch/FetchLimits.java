package dev.gleaner.fetch;

import java.time.Duration;

/**
 * How much a fetch may take of everything.
 *
 * @param timeout the whole of a fetch with all its redirects, from the call to the last byte
 * @param connectTimeout for each address of a host that is tried, and for its look-up
 * @param maxBodyBytes of the page after decompression
 * @param maxWireBytes of the body as it is sent
 * @param maxRedirects followed in one fetch; browsers stop at 20 (Fetch Standard), people's links need 3
 * @param connectionsPerHost open at the same time to one scheme, host and port
 * @param connections open at the same time altogether
 */
public record FetchLimits(
        Duration timeout,
        Duration connectTimeout,
        int maxBodyBytes,
        int maxWireBytes,
        int maxRedirects,
        int connectionsPerHost,
        int connections) {
    private static final int MEBIBYTE = 1 << 20;
    private static final int LARGEST_BYTES = 1 << 30;
    private static final Duration LONGEST = Duration.ofHours(1);

    public FetchLimits {
        requireSpan("timeout", timeout);
        requireSpan("connectTimeout", connectTimeout);
        requireBytes("maxBodyBytes", maxBodyBytes);
        requireBytes("maxWireBytes", maxWireBytes);
        requirePositive("connectionsPerHost", connectionsPerHost);
        requirePositive("connections", connections);
        if (maxRedirects < 0) {
            throw new IllegalArgumentException("maxRedirects must not be negative: " + maxRedirects);
        }
    }

    /** 30 s in all, 10 s to connect, 5 MiB, 10 redirects, 8 connections to a host and 512 altogether. */
    public static FetchLimits defaults() {
        return new FetchLimits(Duration.ofSeconds(30), Duration.ofSeconds(10), 5 * MEBIBYTE, 5 * MEBIBYTE, 10, 8, 512);
    }

    /** The same with another total time. */
    public FetchLimits withTimeout(Duration other) {
        return new FetchLimits(
                other, connectTimeout, maxBodyBytes, maxWireBytes, maxRedirects, connectionsPerHost, connections);
    }

    /** The same with another size of the page, as it is sent and after decompression. */
    public FetchLimits withMaxBytes(int bytes) {
        return new FetchLimits(timeout, connectTimeout, bytes, bytes, maxRedirects, connectionsPerHost, connections);
    }

    /** The same with another number of connections to a host: as many as are fetched from it at a time. */
    public FetchLimits withConnectionsPerHost(int most) {
        return new FetchLimits(
                timeout, connectTimeout, maxBodyBytes, maxWireBytes, maxRedirects, most, Math.max(connections, most));
    }

    static void requireSpan(String name, Duration span) {
        if (!span.isPositive() || span.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(name + " must be more than nothing and at most an hour: " + span);
        }
    }

    private static void requireBytes(String name, int value) {
        if (value <= 0 || value > LARGEST_BYTES) {
            throw new IllegalArgumentException(name + " must be 1 to " + LARGEST_BYTES + ": " + value);
        }
    }

    private static void requirePositive(String name, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be positive: " + value);
        }
    }
}

package dev.gleaner.fetch;

import dev.gleaner.fetch.Reading.Beyond;
import dev.gleaner.fetch.Reading.Statuses;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How much a fetch may use: time, bytes, redirects and connections.
 *
 * @param timeout the whole of a fetch with all its redirects, from the call to the last byte
 * @param connectTimeout for each address of a host that is tried, and for its look-up
 * @param maxBodyBytes of the page after decompression
 * @param maxWireBytes of the body as it is sent
 * @param maxHeaderLine of one header, in characters
 * @param maxHeaders of one answer
 * @param maxRedirects followed in one fetch; browsers stop at 20 (Fetch Standard), people's links need 3
 * @param contentTypes that are read, in lower case
 * @param connectionsPerHost open at the same time to one scheme, host and port
 * @param connections open at the same time altogether
 */
public record FetchLimits(
        Duration timeout,
        Duration connectTimeout,
        int maxBodyBytes,
        int maxWireBytes,
        int maxHeaderLine,
        int maxHeaders,
        int maxRedirects,
        Set<String> contentTypes,
        int connectionsPerHost,
        int connections) {
    private static final int MEBIBYTE = 1 << 20;
    private static final int LARGEST_BYTES = 1 << 30;

    /** Large sites send policies and cookies of several KiB in a line. */
    private static final int USUAL_HEADER_LINE = 16_384;

    private static final int USUAL_HEADERS = 200;
    private static final Duration LONGEST = Duration.ofHours(1);

    public FetchLimits {
        requireSpan("timeout", timeout);
        requireSpan("connectTimeout", connectTimeout);
        requireBytes("maxBodyBytes", maxBodyBytes);
        requireBytes("maxWireBytes", maxWireBytes);
        requirePositive("maxHeaderLine", maxHeaderLine);
        requirePositive("maxHeaders", maxHeaders);
        requirePositive("connectionsPerHost", connectionsPerHost);
        requirePositive("connections", connections);
        if (maxRedirects < 0) {
            throw new IllegalArgumentException("maxRedirects must not be negative: " + maxRedirects);
        }
        contentTypes = contentTypes.stream()
                .map(type -> type.strip().toLowerCase(Locale.ROOT))
                .filter(type -> !type.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        if (contentTypes.isEmpty()) {
            throw new IllegalArgumentException("contentTypes must name at least one type");
        }
    }

    /**
     * 30 s in all, 10 s to connect, 5 MiB, 200 headers of 16 KiB, 10 redirects, HTML and plain text, 8 connections to a
     * host and 512 altogether.
     */
    public static FetchLimits defaults() {
        return new FetchLimits(
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                5 * MEBIBYTE,
                5 * MEBIBYTE,
                USUAL_HEADER_LINE,
                USUAL_HEADERS,
                10,
                Set.of("text/html", "application/xhtml+xml", "text/plain"),
                8,
                512);
    }

    /** How a page is read: refused if it is of another type or larger. */
    public Reading page() {
        return new Reading(
                Reading.ACCEPT_PAGE, Statuses.PAGE, contentTypes, maxBodyBytes, Beyond.REFUSED, true, maxRedirects);
    }

    /** The same with another size of the page, as it is sent and after decompression. */
    public FetchLimits withMaxBytes(int bytes) {
        return new FetchLimits(
                timeout,
                connectTimeout,
                bytes,
                bytes,
                maxHeaderLine,
                maxHeaders,
                maxRedirects,
                contentTypes,
                connectionsPerHost,
                connections);
    }

    /** The same with another number of connections to a host: as many as are fetched from it at a time. */
    public FetchLimits withConnectionsPerHost(int most) {
        return new FetchLimits(
                timeout,
                connectTimeout,
                maxBodyBytes,
                maxWireBytes,
                maxHeaderLine,
                maxHeaders,
                maxRedirects,
                contentTypes,
                most,
                Math.max(connections, most));
    }

    static void requireSpan(String name, Duration span) {
        if (!span.isPositive() || span.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(name + " must be positive and at most an hour: " + span);
        }
    }

    static void requireBytes(String name, int value) {
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

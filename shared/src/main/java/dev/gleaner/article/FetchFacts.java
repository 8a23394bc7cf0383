package dev.gleaner.article;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a fetch saw on its way to a page. No address of the network is among it.
 *
 * @param bodyBytes of the page, unpacked
 * @param contentType in lower case and without parameters; guessed from the page where the server named none
 * @param redirects that were followed, in order; the page itself is not among them
 * @param finalUrl behind them all
 * @param protocol of the last answer, such as {@code HTTP/1.1}
 */
public record FetchFacts(
        Instant startedAt,
        int httpStatus,
        int bodyBytes,
        @Nullable String contentType,
        List<Redirect> redirects,
        String finalUrl,
        @Nullable String protocol,
        Timings timings) {
    public FetchFacts {
        redirects = List.copyOf(redirects);
    }

    /** The same with what was measured around the fetch. */
    public FetchFacts with(Timings measured) {
        return new FetchFacts(startedAt, httpStatus, bodyBytes, contentType, redirects, finalUrl, protocol, measured);
    }

    /**
     * An answer that led on.
     *
     * @param url that was asked
     * @param status of its answer; one of 200 is a page that refreshes to another
     */
    public record Redirect(String url, int status) {}

    /**
     * Where the time went, in ms, over all redirects; null is what was not measured.
     *
     * @param waited before and between the requests: for robots.txt and for our own stores
     * @param connected until there was a connection: the name looked up, connected, TLS; nothing for one that was open
     * @param firstByte until the headers of the answer
     * @param body until its last byte
     * @param read until the article was read from the page, with the wait for a reader
     */
    public record Timings(
            @Nullable Long waited,
            @Nullable Long connected,
            long firstByte,
            long body,
            @Nullable Long read) {
        /** Of the fetch alone. */
        public long fetched() {
            return (connected == null ? 0 : connected) + firstByte + body;
        }

        public Timings waited(long ms) {
            return new Timings(ms, connected, firstByte, body, read);
        }

        public Timings read(long ms) {
            return new Timings(waited, connected, firstByte, body, ms);
        }
    }
}

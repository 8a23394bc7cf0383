package dev.gleaner.fetch;

import java.util.Set;

/**
 * What of an answer is accepted and read.
 *
 * @param accept sent as {@code Accept}, where the request names nothing else
 * @param statuses whose body is read; any other is a redirect or a failure, and its body is not read
 * @param contentTypes in lower case; empty for any. Where some are asked for, a type that is not named is guessed from the body
 * @param maxBytes of the body, after decompression
 * @param beyond what becomes of a longer body
 * @param decompress whether compression is offered and undone; otherwise the body stays as it was sent
 * @param maxRedirects followed before the fetch is given up
 */
public record Reading(
        String accept,
        Statuses statuses,
        Set<String> contentTypes,
        int maxBytes,
        Beyond beyond,
        boolean decompress,
        int maxRedirects) {
    static final String ACCEPT_PAGE = "text/html,application/xhtml+xml;q=0.9,text/plain;q=0.8,*/*;q=0.1";

    private static final int ROBOTS_REDIRECTS = 5;
    private static final int ROBOTS_BYTES = 500 * 1_024;

    /** A robots.txt: of any type, through 5 redirects, cut off after 500 KiB (RFC 9309, sections 2.3.1.2 and 2.5). */
    public static final Reading ROBOTS =
            new Reading(ACCEPT_PAGE, Statuses.PAGE, Set.of(), ROBOTS_BYTES, Beyond.CUT_OFF, true, ROBOTS_REDIRECTS);

    public Reading {
        FetchLimits.requireBytes("maxBytes", maxBytes);
        if (maxRedirects < 0) {
            throw new IllegalArgumentException("maxRedirects must not be negative: " + maxRedirects);
        }
        contentTypes = Set.copyOf(contentTypes);
    }

    /**
     * The answer as it is, for whoever judges it: of any status (a redirect, too, is an answer) and type, not decompressed,
     * and cut off after some bytes.
     */
    public static Reading raw(int maxBytes) {
        return new Reading("*/*", Statuses.ANY, Set.of(), maxBytes, Beyond.CUT_OFF, false, 0);
    }

    boolean acceptsAnyType() {
        return contentTypes.isEmpty();
    }

    /** Which answers are read. */
    public enum Statuses {
        /** 200 to 203: those that bring what was asked for. */
        PAGE,
        /** All. */
        ANY;

        boolean include(int status) {
            return switch (this) {
                case PAGE -> status >= 200 && status <= 203;
                case ANY -> true;
            };
        }
    }

    /** What becomes of a body that is longer than allowed. */
    public enum Beyond {
        /** The fetch fails as too large. */
        REFUSED,
        /** The rest is left out. */
        CUT_OFF
    }
}

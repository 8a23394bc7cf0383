package dev.gleaner.article;

import java.util.Locale;

/**
 * Why an article could not be had. The lower-case name ({@link #code()}) is part of the public contract and is stored;
 * constants are never renamed, only added.
 */
public enum ErrorCode {
    /** No connection within the connect timeout. */
    CONNECT_TIMEOUT(true),
    /** The attempt did not end within its total time. */
    TIMEOUT(true),
    /** The connection was refused, reset or cut. */
    CONNECTION_FAILED(true),
    /** The host has no address, or the name server did not answer. */
    DNS_FAILED(true),
    /**
     * No connection could be made: the host is unknown, dead, or means an address that the policy forbids. One code for
     * all three, so that nobody can explore an inner network by asking.
     */
    HOST_UNREACHABLE(true),
    /** No TLS session could be agreed on. */
    TLS_FAILED(false),
    /** A status that asks to come back later: 408, 425, 429 or 5xx. */
    HTTP_RETRYABLE(true),
    /** Any other status that brings no page. */
    HTTP_ERROR(false),
    /** What the server sent is not HTTP. */
    PROTOCOL_ERROR(false),
    /** The address policy forbids the address. */
    ADDRESS_REFUSED(false),
    /** robots.txt forbids the address. */
    ROBOTS_REFUSED(false),
    /** robots.txt could not be had, so that nothing is allowed for now (RFC 9309, section 2.3.1.4). */
    ROBOTS_UNAVAILABLE(true),
    /** More redirects than allowed, or a circle of them. */
    TOO_MANY_REDIRECTS(false),
    /** The content type is none that an article can be read from. */
    NOT_HTML(false),
    /** More bytes than allowed, on the wire or after decompression. */
    TOO_LARGE(false),
    /** The page was read, and holds no article. */
    NO_ARTICLE(false),
    /** The site wants a proof of being human instead of showing the page. */
    CHALLENGE_PAGE(false),
    /** The site shows nothing before its visitor consents to cookies. */
    CONSENT_WALL(false),
    /** The page says that it does not exist, though its status says that it does. */
    SOFT_NOT_FOUND(false),
    /** The page lists links to articles and has no text of its own. */
    INDEX_PAGE(false),
    /** The text is loaded by JavaScript, which is not run. */
    NEEDS_JAVASCRIPT(false),
    /** The consumer died three times while it worked on this article. */
    CRASHED_CONSUMER(false),
    /** A fault of ours; the log of the consumer has the details. */
    INTERNAL_ERROR(true);

    private final boolean retryable;

    ErrorCode(boolean retryable) {
        this.retryable = retryable;
    }

    /** Whether another attempt may end better. */
    public boolean retryable() {
        return retryable;
    }

    /** The public name, for example {@code address_refused}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The constant of a public name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static ErrorCode ofCode(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}

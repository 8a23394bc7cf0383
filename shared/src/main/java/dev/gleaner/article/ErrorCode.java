package dev.gleaner.article;

import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Why an article could not be fetched, or not be read. The lower-case name ({@link #code()}) is part of the public contract
 * and is stored; constants are never renamed, only added.
 */
public enum ErrorCode {
    /** The attempt did not end within its total time. */
    TIMEOUT,
    /** The connection was refused, reset or cut. */
    CONNECTION_FAILED,
    /**
     * No connection could be made: the host is unknown, dead, or means an address that the policy forbids. One code for
     * all three, so that nobody can explore an inner network by asking.
     */
    HOST_UNREACHABLE,
    /** No TLS session could be agreed on. */
    TLS_FAILED,
    /** A status that asks to come back later: 408, 425, 429 or 5xx. */
    HTTP_RETRYABLE,
    /** Any other status without a page. */
    HTTP_ERROR,
    /** What the server sent is not HTTP. */
    PROTOCOL_ERROR,
    /** The address policy forbids the address. */
    ADDRESS_REFUSED,
    /** robots.txt forbids the address. */
    ROBOTS_REFUSED,
    /** robots.txt could not be fetched, so that nothing is allowed for now (RFC 9309, section 2.3.1.4). */
    ROBOTS_UNAVAILABLE,
    /** More redirects than allowed, or a circle of them. */
    TOO_MANY_REDIRECTS,
    /** No article can be read from this content type. */
    NOT_HTML,
    /** More bytes than allowed, on the wire or after decompression, or more tags than are read. */
    TOO_LARGE,
    /** The page was read and holds no article. */
    NO_ARTICLE,
    /** The site asks its visitor to prove to be human instead of showing the page. */
    CHALLENGE_PAGE,
    /** The site shows nothing before its visitor consents to cookies. */
    CONSENT_WALL,
    /** The page says that it does not exist, though its status says that it does. */
    SOFT_NOT_FOUND,
    /** The page lists links to articles and has no text of its own. */
    INDEX_PAGE,
    /** The text is loaded by JavaScript, which is not run. */
    NEEDS_JAVASCRIPT,
    /** Reading the page took longer than it may. */
    EXTRACTION_TIMEOUT,
    /** The article asks for a scraper that no consumer has any more. */
    UNKNOWN_SCRAPER,
    /** The command of a scraper could not be started, or ended with an exit code that is none of success, or by a signal. */
    COMMAND_FAILED,
    /** The command of a scraper took longer than it may. */
    COMMAND_TIMEOUT,
    /** The command of a scraper took more memory than it may. */
    MEMORY_EXCEEDED,
    /** The command of a scraper ended well and gave nothing. */
    NO_OUTPUT,
    /** What the command of a scraper gave is not what its definition says, or not valid. */
    INVALID_OUTPUT,
    /** Consumers died twice while they read this article or worked on nothing else. */
    CRASHED_CONSUMER,
    /** A fault of ours; the log of the consumer has the details. */
    INTERNAL_ERROR,
    /** A newer version wrote a code that this one does not know; the error text says what happened. Never the end of a fetch. */
    UNKNOWN;

    /** Codes of earlier versions, which stored results still hold: one code stands for all of them now. */
    private static final Map<String, ErrorCode> EARLIER =
            Map.of("connect_timeout", HOST_UNREACHABLE, "dns_failed", HOST_UNREACHABLE);

    private static final Map<String, ErrorCode> BY_CODE =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(ErrorCode::code, Function.identity()));

    /** The public name, for example {@code address_refused}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The constant of a stored name. Results outlive the version that wrote them, and versions run beside each other: a
     * name that this one does not know must not make a job unreadable.
     */
    public static ErrorCode ofCode(String code) {
        ErrorCode known = BY_CODE.get(code);
        return known != null ? known : EARLIER.getOrDefault(code, UNKNOWN);
    }
}

package dev.gleaner.fetch;

import dev.gleaner.url.ArticleUrl;
import java.time.Duration;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What to fetch.
 *
 * @param method those that are not {@linkplain HttpMethod#isSafe() safe} follow no redirect
 * @param body null for none, as with every safe method
 * @param headers sent besides our own and in place of them; on a redirect to another origin only those that describe
 *     the page wanted go along, so that no secret is carried to a stranger
 * @param timeout the whole of the fetch
 * @param attempt what an error tells as the time that was given; longer than the timeout if something came before the fetch
 * @param reading what of the answer is read; null for {@linkplain FetchLimits#page() a page} within the limits of the fetcher
 * @param stored the version that is there already; null if there is none
 * @param hops asked about every address that a redirect leads to, after the address policy
 */
public record FetchRequest(
        ArticleUrl url,
        HttpMethod method,
        @Nullable RequestBody body,
        Map<String, String> headers,
        Duration timeout,
        Duration attempt,
        @Nullable Reading reading,
        @Nullable Stored stored,
        HopRule hops) {
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");
    private static final Pattern VALUE = Pattern.compile("[\\t -~]{0,4096}");

    /** Headers that belong to the connection, the body or to us: setting them would break the framing or the limits. */
    private static final Set<String> OURS = Set.of(
            "accept-encoding",
            "connection",
            "content-encoding",
            "content-length",
            "content-type",
            "expect",
            "host",
            "if-match",
            "if-modified-since",
            "if-none-match",
            "if-range",
            "if-unmodified-since",
            "keep-alive",
            "proxy-authorization",
            "proxy-connection",
            "range",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    public FetchRequest {
        FetchLimits.requireSpan("timeout", timeout);
        if (method.isSafe() && body != null) {
            throw new IllegalArgumentException(method + " has no body");
        }
        if (!method.isSafe() && stored != null) {
            throw new IllegalArgumentException(method + " cannot ask whether a stored version is the newest");
        }
        Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, value) -> {
            if (!TOKEN.matcher(name).matches() || OURS.contains(name.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("This header cannot be set: " + name.replaceAll("\\p{Cntrl}", "?"));
            }
            if (!VALUE.matcher(value).matches()) {
                throw new IllegalArgumentException("The value of header " + name + " is not printable ASCII");
            }
            copy.put(name, value);
        });
        headers = Collections.unmodifiableMap(copy);
    }

    /** A request for a page with headers of its own. */
    public FetchRequest(ArticleUrl url, Map<String, String> headers, Duration timeout) {
        this(url, HttpMethod.GET, null, headers, timeout, timeout, null, null, HopRule.NONE);
    }

    /** A plain request for a page. */
    public static FetchRequest of(ArticleUrl url, Duration timeout) {
        return new FetchRequest(url, Map.of(), timeout);
    }

    /** The same with another method. */
    public FetchRequest with(HttpMethod other, @Nullable RequestBody sent) {
        return new FetchRequest(url, other, sent, headers, timeout, attempt, reading, stored, hops);
    }

    /** The same, answered with {@link FetchOutcome.NotModified} if the page is still the stored one. */
    public FetchRequest unlessStill(@Nullable Stored version) {
        return new FetchRequest(url, method, body, headers, timeout, attempt, reading, version, hops);
    }

    /** The same under a rule for its redirects. */
    public FetchRequest under(HopRule rule) {
        return new FetchRequest(url, method, body, headers, timeout, attempt, reading, stored, rule);
    }

    /** The same within what is left of its time. */
    public FetchRequest within(Duration left) {
        return new FetchRequest(url, method, body, headers, left, attempt, reading, stored, hops);
    }

    /** The same for another kind of answer. */
    public FetchRequest reading(Reading other) {
        return new FetchRequest(url, method, body, headers, timeout, attempt, other, stored, hops);
    }

    /** The stored version, if the page at this address can be compared with it. */
    @Nullable
    Stored storedAt(ArticleUrl address) {
        return stored != null && stored.hasValidator() && stored.url().equals(address.target()) ? stored : null;
    }

    /**
     * A version of a page that is stored.
     *
     * @param url that it came from, behind all redirects: validators mean nothing at another address
     */
    public record Stored(
            String url, @Nullable String etag, @Nullable String lastModified) {
        boolean hasValidator() {
            return etag != null || lastModified != null;
        }
    }

    /** Decides whether a redirect may be followed. */
    @FunctionalInterface
    public interface HopRule {
        /** Follows wherever the address policy allows. */
        HopRule NONE = next -> Optional.empty();

        /** How the fetch ends instead of going there; empty to go. */
        Optional<FetchOutcome> objection(ArticleUrl next);
    }
}

package dev.gleaner.fetch;

import dev.gleaner.url.ArticleUrl;
import java.time.Duration;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What to fetch.
 *
 * @param headers sent besides our own and in place of them; on a redirect to another origin only those that describe
 *     the page wanted go along, so that no secret is carried to a stranger
 * @param timeout the whole of the fetch
 */
public record FetchRequest(ArticleUrl url, Map<String, String> headers, Duration timeout) {
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");
    private static final Pattern VALUE = Pattern.compile("[\\t -~]{0,4096}");

    /** Headers that belong to the connection or to us: setting them would break the framing or the limits. */
    private static final Set<String> OURS = Set.of(
            "accept-encoding",
            "connection",
            "content-length",
            "expect",
            "host",
            "keep-alive",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    public FetchRequest {
        FetchLimits.requireSpan("timeout", timeout);
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

    /** A plain request. */
    public static FetchRequest of(ArticleUrl url, Duration timeout) {
        return new FetchRequest(url, Map.of(), timeout);
    }
}

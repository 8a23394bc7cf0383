package dev.gleaner.url;

import java.util.Objects;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * The address of an article: http or https, read as browsers read it, with a host that cannot be misread.
 *
 * <p>White space around the address is ignored. Spaces inside path and query are escaped, and a backslash counts as a
 * slash, as in browsers; but control characters inside, tabs and line breaks too, are refused: browsers drop them
 * silently, and then the address shown is not the address fetched.
 *
 * @param given the text as it was given
 * @param key the normal form, equal for addresses of the same page, at most 1,000 ASCII characters
 * @param host in lower case and ASCII (punycode), without a final dot; an IPv6 address stands without brackets
 * @param port the port to connect to, whether it was written or not
 * @param scheme {@code http} or {@code https}
 * @param target the address to ask for: as given, escaped where needed, without fragment. Never the {@code key}
 */
public record ArticleUrl(String given, String key, String host, int port, String scheme, String target) {
    /** The longest address taken, in characters as given. */
    public static final int MAX_LENGTH = 2_048;

    /** The longest address after escaping, in characters: what common servers accept as a request line. */
    private static final int MAX_ESCAPED_LENGTH = 8_000;

    public ArticleUrl {
        Objects.requireNonNull(given, "given");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(scheme, "scheme");
        Objects.requireNonNull(target, "target");
    }

    /**
     * Reads an address.
     *
     * @throws InvalidUrlException if it is none that could be fetched
     */
    public static ArticleUrl parse(String address) {
        if (address.length() > MAX_LENGTH) {
            throw new InvalidUrlException(address, "The address is longer than " + MAX_LENGTH + " characters");
        }
        return read(address);
    }

    private static ArticleUrl read(String address) {
        HttpUrl url = UrlReader.read(address);
        String target = url.toString();
        if (target.length() > MAX_ESCAPED_LENGTH) {
            throw new InvalidUrlException(address, "The address is too long");
        }
        return new ArticleUrl(address, UrlKey.of(url), url.host(), url.port(), url.scheme(), target);
    }

    /**
     * Host and port, the port only if it is another than the scheme's usual one; an IPv6 address stands in brackets then.
     * Other ports of a machine are other servers mostly, and what one of them asks for is not the wish of the others.
     */
    public String authority() {
        boolean usual = port == (scheme.equals("https") ? 443 : 80);
        if (usual) {
            return host;
        }
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    /** Path and query of {@link #target()}, for a request line. */
    public String pathAndQuery() {
        return target.substring(target.indexOf('/', scheme.length() + "://".length()));
    }

    /** Whether scheme, host and port are those of the other address. */
    public boolean sameOrigin(ArticleUrl other) {
        return scheme.equals(other.scheme) && host.equals(other.host) && port == other.port;
    }

    /**
     * The address that a reference in this page means, for example a {@code Location} header.
     *
     * @throws InvalidUrlException if it is none that could be fetched
     */
    public ArticleUrl resolve(String reference) {
        @Nullable HttpUrl resolved = UrlReader.read(given).resolve(reference);
        if (resolved == null) {
            throw new InvalidUrlException(reference, "The reference leads to no http or https address");
        }
        return read(resolved.toString());
    }
}

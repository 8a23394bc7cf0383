package dev.gleaner.fetch;

import dev.gleaner.fetch.FetchRequest.Stored;
import dev.gleaner.url.ArticleUrl;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.net.URIAuthority;
import org.jspecify.annotations.Nullable;

/** Writes down one request as it is sent. */
final class OutgoingRequest {
    /** Headers that describe what is wanted and may go to any origin. */
    private static final Set<String> GO_ALONG = Set.of("accept", "accept-language", "user-agent");

    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    private OutgoingRequest() {}

    /**
     * The request for one hop of a fetch.
     *
     * @param url of this hop
     * @param cookies that the hops before brought
     * @param left of the time of the fetch
     */
    static HttpUriRequestBase of(
            ArticleUrl url, FetchRequest request, Reading reading, Cookies cookies, Duration left) {
        HttpUriRequestBase outgoing = new HttpUriRequestBase(request.method().name(), URI.create("/"));
        boolean defaultPort = url.port() == ("https".equals(url.scheme()) ? HTTPS_PORT : HTTP_PORT);
        outgoing.setScheme(url.scheme());
        outgoing.setAuthority(new URIAuthority(url.host(), defaultPort ? -1 : url.port()));
        outgoing.setPath(url.pathAndQuery());
        outgoing.setConfig(HttpClients.requestConfig(left));
        outgoing.setHeader("Accept", reading.accept());
        boolean sameOrigin = url.sameOrigin(request.url());
        request.headers().forEach((name, value) -> {
            if (sameOrigin || GO_ALONG.contains(name.toLowerCase(Locale.ROOT))) {
                outgoing.setHeader(name, value);
            }
        });
        cookies.header(url).ifPresent(pairs -> {
            Header own = outgoing.getFirstHeader("Cookie");
            outgoing.setHeader("Cookie", own == null ? pairs : own.getValue() + "; " + pairs);
        });
        outgoing.setHeader("Accept-Encoding", reading.decompress() ? Unpacking.ACCEPT_ENCODING : "identity");
        Stored stored = request.storedAt(url);
        if (stored != null) {
            setIfKnown(outgoing, "If-None-Match", stored.etag());
            setIfKnown(outgoing, "If-Modified-Since", stored.lastModified());
        }
        RequestBody body = request.body();
        if (body != null) {
            outgoing.setHeader("Content-Type", body.contentType());
            outgoing.setEntity(new ByteArrayEntity(body.bytes(), null));
        }
        return outgoing;
    }

    private static void setIfKnown(HttpUriRequestBase outgoing, String name, @Nullable String validator) {
        if (validator != null) {
            outgoing.setHeader(name, validator);
        }
    }
}

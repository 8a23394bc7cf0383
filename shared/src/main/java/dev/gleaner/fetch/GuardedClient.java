package dev.gleaner.fetch;

import dev.gleaner.url.ArticleUrl;
import java.io.IOException;
import java.net.UnknownHostException;
import java.time.InstantSource;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/** An HttpClient with its connections, that connects to nothing but what the address policy permits. */
final class GuardedClient implements AutoCloseable {
    private final @Nullable HttpHost proxy;
    private final GuardedResolver resolver;
    private final PoolingHttpClientConnectionManager pool;
    private final CloseableHttpClient client;

    /** @param proxy that all requests go through; null for none */
    GuardedClient(
            AddressPolicy policy,
            FetchLimits limits,
            String userAgent,
            HostLookup lookup,
            @Nullable HttpHost proxy,
            InstantSource clock) {
        this.proxy = proxy;
        this.resolver = new GuardedResolver(policy, lookup, limits.connectTimeout(), proxy, clock);
        this.pool = HttpClients.pool(resolver, limits);
        this.client = HttpClients.client(pool, userAgent, proxy);
    }

    /**
     * Sends a request. The answer has to be closed.
     *
     * @throws UnknownHostException among others, if the host is refused
     */
    ClassicHttpResponse open(ArticleUrl url, HttpUriRequestBase request, HttpClientContext context) throws IOException {
        if (proxy != null) {
            // The resolver below is asked for the proxy only.
            resolver.admitted(url.host(), url.port());
        }
        return client.executeOpen(new HttpHost(url.scheme(), url.host(), url.port()), request, context);
    }

    /** Connections that are in use. */
    int leasedConnections() {
        return pool.getTotalStats().getLeased();
    }

    /** Ends all requests under way. */
    /** Looks a host up as for a connection, and makes none. */
    void lookUp(String host, int port) throws UnknownHostException {
        resolver.admitted(host, port);
    }

    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
        pool.close(CloseMode.IMMEDIATE);
        resolver.close();
    }
}

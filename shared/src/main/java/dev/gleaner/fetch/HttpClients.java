package dev.gleaner.fetch;

import java.net.Proxy;
import java.net.Socket;
import java.time.Duration;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SchemePortResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.DefaultClientConnectionReuseStrategy;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultProxyRoutePlanner;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Builds an HttpClient that does nothing behind our back: no redirects, retries, proxies, cookies, remembered
 * credentials or unpacking of its own.
 */
final class HttpClients {
    private static final Duration IDLE_CONNECTION = Duration.ofSeconds(20);
    private static final Duration OLDEST_CONNECTION = Duration.ofMinutes(2);

    private HttpClients() {}

    static PoolingHttpClientConnectionManager pool(DnsResolver resolver, FetchLimits limits) {
        Timeout connectTimeout = Timeout.of(limits.connectTimeout());
        Http1Config http = Http1Config.custom()
                .setMaxLineLength(limits.maxHeaderLine())
                .setMaxHeaderCount(limits.maxHeaders())
                .build();
        return new DirectPoolBuilder()
                .setDnsResolver(resolver)
                .setConnectionFactory(CleanConnection.factory(http))
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.STRICT)
                .setMaxConnPerRoute(limits.connectionsPerHost())
                .setMaxConnTotal(limits.connections())
                .setDefaultSocketConfig(SocketConfig.custom()
                        .setSoTimeout(connectTimeout)
                        .setTcpNoDelay(true)
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(connectTimeout)
                        // Before each use: what came in between would be taken for the next answer.
                        .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                        .setTimeToLive(TimeValue.of(OLDEST_CONNECTION))
                        .build())
                // A host that took the connection is no dead one: what it holds back is a matter of the deadline, which
                // comes before this.
                .setDefaultTlsConfig(TlsConfig.custom()
                        .setHandshakeTimeout(Timeout.of(limits.timeout().plus(limits.connectTimeout())))
                        .build())
                .build();
    }

    /** @param proxy that all requests go through; null for none, whatever the system properties say */
    static CloseableHttpClient client(
            PoolingHttpClientConnectionManager pool, String userAgent, @Nullable HttpHost proxy) {
        return HttpClientBuilder.create()
                .setConnectionManager(pool)
                .setRoutePlanner(
                        proxy == null
                                ? new DefaultRoutePlanner(DefaultSchemePortResolver.INSTANCE)
                                : new DefaultProxyRoutePlanner(proxy, DefaultSchemePortResolver.INSTANCE))
                .setConnectionReuseStrategy(new UnambiguousReuse())
                .disableCookieManagement()
                .setUserAgent(userAgent)
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableContentCompression()
                .disableAuthCaching()
                .disableConnectionState()
                // The last before the request is sent: only what was not connected yet is connected by then.
                .addExecInterceptorBefore(ChainElement.MAIN_TRANSPORT.name(), "connected", (request, scope, chain) -> {
                    if (Attempt.CURRENT.isBound()) {
                        Attempt.current().phases().connected();
                    }
                    return chain.proceed(request, scope);
                })
                .evictExpiredConnections()
                .evictIdleConnections(TimeValue.of(IDLE_CONNECTION))
                .build();
    }

    static RequestConfig requestConfig(Duration left) {
        return RequestConfig.custom()
                .setConnectionRequestTimeout(Timeout.of(left))
                .setResponseTimeout(Timeout.of(left))
                .setAuthenticationEnabled(false)
                .setRedirectsEnabled(false)
                .setProtocolUpgradeEnabled(false)
                .build();
    }

    /** A plain socket would go through the SOCKS proxy of the system properties, past the address policy. */
    private static final class DirectPoolBuilder extends PoolingHttpClientConnectionManagerBuilder {
        @Override
        protected HttpClientConnectionOperator createConnectionOperator(
                SchemePortResolver ports, DnsResolver resolver, TlsSocketStrategy tls) {
            return new DefaultHttpClientConnectionOperator(
                    ignored -> new Socket(Proxy.NO_PROXY),
                    ports,
                    resolver,
                    RegistryBuilder.<TlsSocketStrategy>create()
                            .register("https", tls)
                            .build());
        }
    }

    /** An answer that says twice where it ends may have another end for the server or for something in between. */
    private static final class UnambiguousReuse extends DefaultClientConnectionReuseStrategy {
        @Override
        public boolean keepAlive(HttpRequest request, HttpResponse response, HttpContext context) {
            return !BodyLength.isAmbiguous(response) && super.keepAlive(request, response, context);
        }
    }
}

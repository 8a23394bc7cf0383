package dev.gleaner.fetch;

import java.io.IOException;
import java.net.Proxy;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SchemePortResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultProxyRoutePlanner;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Builds an HttpClient that does nothing behind our back: no redirects, retries, proxies, remembered credentials or
 * unpacking of its own.
 */
final class HttpClients {
    private static final Duration IDLE_CONNECTION = Duration.ofSeconds(20);
    private static final Duration OLDEST_CONNECTION = Duration.ofMinutes(2);

    /** Looked at before it is used again; a server that closed it in between would fail a fetch for no reason. */
    private static final Duration UNCHECKED_CONNECTION = Duration.ofMillis(100);

    /** One or two are usual (100, 103); HttpClient itself would read them for ever. */
    private static final int MAX_INTERIM_ANSWERS = 10;

    private HttpClients() {}

    static PoolingHttpClientConnectionManager pool(DnsResolver resolver, FetchLimits limits) {
        Timeout connectTimeout = Timeout.of(limits.connectTimeout());
        Http1Config http = Http1Config.custom()
                .setMaxLineLength(limits.maxHeaderLine())
                .setMaxHeaderCount(limits.maxHeaders())
                .build();
        return new DirectPoolBuilder()
                .setDnsResolver(resolver)
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(http)
                        .build())
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.STRICT)
                .setMaxConnPerRoute(limits.connectionsPerHost())
                .setMaxConnTotal(limits.connections())
                .setDefaultSocketConfig(SocketConfig.custom()
                        .setSoTimeout(connectTimeout)
                        .setTcpNoDelay(true)
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(connectTimeout)
                        .setValidateAfterInactivity(TimeValue.of(UNCHECKED_CONNECTION))
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
                .setRequestExecutor(new InterimLimit())
                .setUserAgent(userAgent)
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableContentCompression()
                .disableAuthCaching()
                .disableConnectionState()
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

    private static final class InterimLimit extends HttpRequestExecutor {
        @Override
        public ClassicHttpResponse execute(
                ClassicHttpRequest request,
                HttpClientConnection connection,
                @Nullable HttpResponseInformationCallback callback,
                HttpContext context)
                throws IOException, HttpException {
            AtomicInteger answers = new AtomicInteger();
            HttpResponseInformationCallback counting = (response, from, in) -> {
                if (answers.incrementAndGet() > MAX_INTERIM_ANSWERS) {
                    throw new ProtocolException("too many interim answers");
                }
                if (callback != null) {
                    callback.execute(response, from, in);
                }
            };
            return super.execute(request, connection, counting, context);
        }
    }
}

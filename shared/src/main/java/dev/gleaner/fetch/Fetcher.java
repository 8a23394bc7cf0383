package dev.gleaner.fetch;

import dev.gleaner.article.ErrorCode;
import dev.gleaner.fetch.FetchOutcome.Aborted;
import dev.gleaner.fetch.FetchOutcome.Fetched;
import dev.gleaner.fetch.FetchOutcome.NotModified;
import dev.gleaner.fetch.FetchRequest.Reading;
import dev.gleaner.fetch.FetchRequest.Stored;
import dev.gleaner.url.ArticleUrl;
import dev.gleaner.url.InvalidUrlException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.cookie.BasicCookieStore;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.net.URIAuthority;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches pages under an {@link AddressPolicy} and within {@link FetchLimits}. It is meant to be called by virtual
 * threads, many at a time.
 *
 * <p>Redirects are followed here and each is checked like a first address. Nothing is retried, and cookies live only
 * as long as one fetch, for the sites that set one and redirect to themselves.
 *
 * <p>Interrupting the calling virtual thread ends a fetch at once; a platform thread that waits for a socket notices an
 * interrupt only when the wait is over, at the deadline at the latest.
 */
public final class Fetcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Fetcher.class);

    private static final String ACCEPT = "text/html,application/xhtml+xml;q=0.9,text/plain;q=0.8,*/*;q=0.1";
    private static final Set<String> GO_ALONG = Set.of("accept", "accept-language", "user-agent");

    /** Rests of this size are read so that the connection can be used again; larger ones are cut off. */
    private static final int WORTH_DRAINING_BYTES = 16_384;

    /** What a robots.txt may take (RFC 9309, sections 2.3.1.2 and 2.5). */
    private static final int ROBOTS_REDIRECTS = 5;

    private static final int ROBOTS_BYTES = 500 * 1_024;

    /** Longer validators are not kept; a real one has some dozens of characters. */
    private static final int MAX_VALIDATOR = 1_000;

    private static final Pattern PRINTABLE = Pattern.compile("[ -~]+");

    private final AddressPolicy policy;
    private final FetchLimits limits;
    private final InstantSource clock;
    private final @Nullable HttpHost proxy;
    private final GuardedResolver resolver;
    private final PoolingHttpClientConnectionManager pool;
    private final CloseableHttpClient client;
    private final ScheduledThreadPoolExecutor deadlines;

    /** @param userAgent how we introduce ourselves, printable ASCII */
    public Fetcher(AddressPolicy policy, FetchLimits limits, String userAgent, InstantSource clock) {
        this(policy, limits, userAgent, clock, HostLookup.system(), "");
    }

    /**
     * A fetcher behind a proxy.
     *
     * @param proxy {@code http://host:port}; blank for none
     * @throws IllegalArgumentException if it cannot be read; the message names the setting
     */
    public Fetcher(AddressPolicy policy, FetchLimits limits, String userAgent, InstantSource clock, String proxy) {
        this(policy, limits, userAgent, clock, HostLookup.system(), proxy);
    }

    Fetcher(
            AddressPolicy policy,
            FetchLimits limits,
            String userAgent,
            InstantSource clock,
            HostLookup lookup,
            String proxy) {
        if (!userAgent.matches("[ -~]{1,500}") || userAgent.isBlank()) {
            throw new IllegalArgumentException("The user agent must be printable ASCII of 1 to 500 characters");
        }
        this.policy = policy;
        this.limits = limits;
        this.clock = clock;
        this.proxy = proxy.isBlank() ? null : proxy(proxy.strip());
        this.resolver = new GuardedResolver(policy, lookup, limits.connectTimeout(), this.proxy);
        this.pool = HttpClients.pool(resolver, limits);
        this.client = HttpClients.client(pool, userAgent, this.proxy);
        this.deadlines = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("fetch-deadlines").factory());
        this.deadlines.setRemoveOnCancelPolicy(true);
    }

    private static HttpHost proxy(String setting) {
        try {
            ArticleUrl url = ArticleUrl.parse(setting);
            if (url.scheme().equals("http") && url.pathAndQuery().equals("/")) {
                return new HttpHost("http", url.host(), url.port());
            }
        } catch (InvalidUrlException invalid) {
            throw new IllegalArgumentException("SCRAPE_PROXY must be http://host:port; " + invalid.reason(), invalid);
        }
        throw new IllegalArgumentException("SCRAPE_PROXY must be http://host:port");
    }

    /** Fetches with the time that the limits give. */
    public FetchOutcome fetch(ArticleUrl url) {
        return fetch(FetchRequest.of(url, limits.timeout()));
    }

    /** Fetches a page; returns at the end of the request's time at the latest. */
    public FetchOutcome fetch(FetchRequest request) {
        Attempt attempt = Attempt.lasting(request.timeout());
        ScheduledFuture<?> deadline;
        try {
            // On a thread of its own, for closing a connection may block and other deadlines must not wait for it.
            deadline = deadlines.schedule(
                    () -> Thread.ofVirtual().name("fetch-expired").start(attempt::expire),
                    request.timeout().toNanos(),
                    TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            return new Aborted();
        }
        try {
            return ScopedValue.where(Attempt.CURRENT, attempt).call(() -> attempted(request, attempt));
        } finally {
            deadline.cancel(false);
        }
    }

    private FetchOutcome attempted(FetchRequest request, Attempt attempt) {
        try {
            return followed(request, attempt);
        } catch (IOException | HttpException | RuntimeException failure) {
            return outcomeOf(failure, request, attempt);
        }
    }

    /** Ends all fetches under way. */
    @Override
    public void close() {
        deadlines.shutdownNow();
        client.close(CloseMode.IMMEDIATE);
        pool.close(CloseMode.IMMEDIATE);
        resolver.close();
    }

    /** Connections that are in use, for measuring and for finding leaks. */
    int leasedConnections() {
        return pool.getTotalStats().getLeased();
    }

    private FetchOutcome followed(FetchRequest request, Attempt attempt) throws IOException, HttpException {
        Instant startedAt = clock.instant();
        HttpClientContext context = HttpClientContext.create();
        context.setCookieStore(new BasicCookieStore());
        ArticleUrl url = request.url();
        int most = request.reading() == Reading.ROBOTS ? ROBOTS_REDIRECTS : limits.maxRedirects();
        for (int redirects = 0; redirects <= most; redirects++) {
            if (policy.visibleRefusal(url).isPresent()) {
                return Failures.refused();
            }
            if (redirects > 0) {
                Optional<FetchOutcome> objection = request.hops().objection(url);
                if (objection.isPresent()) {
                    return objection.get();
                }
            }
            switch (hop(url, request, attempt, context, startedAt)) {
                case Ended ended -> {
                    return ended.outcome();
                }
                case Redirected redirected -> url = redirected.next();
            }
        }
        return Failures.forGood(ErrorCode.TOO_MANY_REDIRECTS, "More than " + most + " redirects");
    }

    private sealed interface Hop {}

    private record Ended(FetchOutcome outcome) implements Hop {}

    private record Redirected(ArticleUrl next) implements Hop {}

    private Hop hop(ArticleUrl url, FetchRequest request, Attempt attempt, HttpClientContext context, Instant startedAt)
            throws IOException, HttpException {
        if (Thread.currentThread().isInterrupted()) {
            return new Ended(new Aborted());
        }
        if (proxy != null) {
            resolver.admitted(url.host(), url.port());
        }
        HttpUriRequestBase get = get(url, request, attempt.left());
        attempt.running(get);
        ClassicHttpResponse response =
                client.executeOpen(new HttpHost(url.scheme(), url.host(), url.port()), get, context);
        boolean reusable = false;
        try {
            Hop hop = read(url, request, response, startedAt);
            reusable = drained(response);
            return hop;
        } finally {
            if (!reusable) {
                get.cancel(); // closing alone would first read the rest, however long that is
            }
            closeQuietly(response);
        }
    }

    private HttpUriRequestBase get(ArticleUrl url, FetchRequest request, Duration left) {
        boolean sameOrigin = url.sameOrigin(request.url());
        HttpUriRequestBase get = new HttpUriRequestBase("GET", URI.create("/"));
        boolean defaultPort = url.port() == ("https".equals(url.scheme()) ? 443 : 80);
        get.setScheme(url.scheme());
        get.setAuthority(new URIAuthority(url.host(), defaultPort ? -1 : url.port()));
        get.setPath(url.pathAndQuery());
        get.setConfig(HttpClients.requestConfig(left));
        get.setHeader("Accept", ACCEPT);
        request.headers().forEach((name, value) -> {
            if (sameOrigin || GO_ALONG.contains(name.toLowerCase(Locale.ROOT))) {
                get.setHeader(name, value);
            }
        });
        get.setHeader("Accept-Encoding", BodyReader.ACCEPT_ENCODING);
        Stored stored = request.stored();
        if (stored != null && asksForChanges(url, request)) {
            setIfKnown(get, "If-None-Match", stored.etag());
            setIfKnown(get, "If-Modified-Since", stored.lastModified());
        }
        return get;
    }

    private static void setIfKnown(HttpUriRequestBase get, String name, @Nullable String validator) {
        if (validator != null) {
            get.setHeader(name, validator);
        }
    }

    private static boolean asksForChanges(ArticleUrl url, FetchRequest request) {
        Stored stored = request.stored();
        return stored != null
                && (stored.etag() != null || stored.lastModified() != null)
                && stored.url().equals(url.target());
    }

    private Hop read(ArticleUrl url, FetchRequest request, ClassicHttpResponse response, Instant startedAt)
            throws IOException {
        int status = response.getCode();
        @Nullable String location = header(response, "Location");
        return switch (status) {
            case 200, 201, 202, 203 -> new Ended(page(url, request, response, startedAt));
            case 304 ->
                new Ended(asksForChanges(url, request) ? new NotModified(startedAt) : Failures.ofStatus(status, null));
            case 301, 302, 303, 307, 308 ->
                location == null ? new Ended(Failures.ofStatus(status, null)) : redirected(url, location);
            default ->
                new Ended(
                        Failures.ofStatus(status, RetryAfter.parse(header(response, "Retry-After"), clock.instant())));
        };
    }

    private static Hop redirected(ArticleUrl url, String location) {
        try {
            return new Redirected(url.resolve(asUtf8(location)));
        } catch (InvalidUrlException invalid) {
            return new Ended(Failures.refused());
        }
    }

    /** HttpClient reads headers as ISO-8859-1, but addresses that are not escaped are sent as UTF-8. */
    private static String asUtf8(String header) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(header.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return header;
        }
    }

    private FetchOutcome page(ArticleUrl url, FetchRequest request, ClassicHttpResponse response, Instant startedAt)
            throws IOException {
        PageType type = PageType.of(header(response, "Content-Type"));
        boolean anyType = request.reading() == Reading.ROBOTS;
        if (!anyType && !type.isOneOf(limits.contentTypes())) {
            return notHtml(response.getCode());
        }
        @Nullable HttpEntity entity = response.getEntity();
        byte[] body = entity == null ? new byte[0] : body(entity, response, request.reading());
        @Nullable String readAs = type.type() == null && !anyType ? PageType.sniffed(body) : type.type();
        readAs = readAs == null && anyType ? "text/plain" : readAs;
        return readAs == null
                ? notHtml(response.getCode())
                : new Fetched(
                        url.target(),
                        response.getCode(),
                        body,
                        readAs,
                        type.charset(),
                        validator(response, "ETag"),
                        validator(response, "Last-Modified"),
                        startedAt);
    }

    private byte[] body(HttpEntity entity, ClassicHttpResponse response, Reading reading) throws IOException {
        boolean cut = reading == Reading.ROBOTS;
        if (!cut && entity.getContentLength() > limits.maxWireBytes()) {
            throw new BodyReader.TooLargeException();
        }
        List<String> encodings = new ArrayList<>();
        for (Header encoding : response.getHeaders("Content-Encoding")) {
            encodings.add(encoding.getValue());
        }
        int most = cut ? ROBOTS_BYTES : limits.maxBodyBytes();
        return BodyReader.read(
                entity.getContent(), encodings, entity.getContentLength(), limits.maxWireBytes(), most, cut);
    }

    private static FetchOutcome notHtml(int status) {
        return new FetchOutcome.FailedForGood(ErrorCode.NOT_HTML, "The page is neither HTML nor plain text", status);
    }

    private static @Nullable String validator(ClassicHttpResponse response, String name) {
        @Nullable String value = header(response, name);
        return value == null
                        || value.length() > MAX_VALIDATOR
                        || !PRINTABLE.matcher(value).matches()
                ? null
                : value;
    }

    private static @Nullable String header(ClassicHttpResponse response, String name) {
        @Nullable Header header = response.getFirstHeader(name);
        return header == null ? null : header.getValue();
    }

    /** Reads a short rest of the body; says whether its end was met, so that the connection is fit for more. */
    private static boolean drained(ClassicHttpResponse response) {
        @Nullable HttpEntity entity = response.getEntity();
        if (entity == null) {
            return true;
        }
        try {
            InputStream rest = entity.getContent();
            return rest.read() < 0 || rest.readNBytes(WORTH_DRAINING_BYTES).length < WORTH_DRAINING_BYTES;
        } catch (IOException | IllegalStateException broken) {
            return false;
        }
    }

    private static void closeQuietly(ClassicHttpResponse response) {
        try {
            response.close();
        } catch (IOException closing) {
            LOG.debug("A connection failed while it was closed", closing);
        }
    }

    private FetchOutcome outcomeOf(Exception failure, FetchRequest request, Attempt attempt) {
        if (wasInterrupted(failure) || deadlines.isShutdown()) {
            return new Aborted();
        }
        if (attempt.expired()) {
            return Failures.timeout(request.attempt());
        }
        if (failure instanceof RuntimeException) {
            LOG.warn(
                    "A fetch from {} failed for a reason of ours", request.url().host(), failure);
        }
        return Failures.of(failure, request.attempt());
    }

    /** HttpClient wraps an interrupt while it waits for a connection; the flag is set again for the caller. */
    private static boolean wasInterrupted(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
        }
        return Thread.currentThread().isInterrupted();
    }
}

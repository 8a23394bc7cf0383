package dev.gleaner.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.gleaner.article.ErrorCode;
import dev.gleaner.article.FetchFacts;
import dev.gleaner.fetch.FetchOutcome.Aborted;
import dev.gleaner.fetch.FetchOutcome.FailedForGood;
import dev.gleaner.fetch.FetchOutcome.FailedForNow;
import dev.gleaner.fetch.FetchOutcome.Fetched;
import dev.gleaner.testkit.FreePorts;
import dev.gleaner.testkit.HostileSite;
import dev.gleaner.url.ArticleUrl;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No test here waits for a while: deadlines are short, and that they come at all is what is asserted. */
@Timeout(60)
class FetcherTest {
    private static final Instant NOW = Instant.parse("2026-11-25T06:00:00Z");
    private static final Duration AMPLE = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final String USER_AGENT = "GleanerTest/1.0";
    private static final int ONE_MEBIBYTE = 1 << 20;

    private HostileSite site;
    private Fetcher fetcher;

    @BeforeEach
    void open() {
        site = HostileSite.on("127.0.0.1");
        fetcher = fetcher(AddressPolicy.of("127.0.0.1", "80,443,1024-65535"), HostLookup.system());
    }

    @AfterEach
    void close() throws Exception {
        fetcher.close();
        site.close();
    }

    @Test
    void aPageComesWithAllThatTheServerSaidOfIt() {
        Fetched page = (Fetched) fetch("/ok");

        assertThat(page.finalUrl()).isEqualTo(site.url("/ok"));
        assertThat(page.httpStatus()).isEqualTo(200);
        assertThat(text(page)).isEqualTo(HostileSite.PAGE);
        assertThat(page.contentType()).isEqualTo("text/html");
        assertThat(page.charset()).isEqualTo("utf-8");
        assertThat(page.etag()).isEqualTo("\"1\"");
        assertThat(page.lastModified()).isEqualTo("Mon, 23 Nov 2026 08:00:00 GMT");
        assertThat(page.startedAt()).isEqualTo(NOW);
        assertThat(site.requests().getFirst())
                .contains(
                        "User-Agent: " + USER_AGENT,
                        "Accept-Encoding: gzip, deflate, br, zstd",
                        "Host: 127.0.0.1:" + site.port())
                .doesNotContain("Upgrade", "Cookie");
    }

    @Test
    void whatWasSeenOnTheWayIsTold() {
        FetchFacts facts = Objects.requireNonNull(((Fetched) fetch("/redirect-ok")).facts());

        assertThat(facts.redirects()).singleElement().satisfies(one -> {
            assertThat(one.url()).isEqualTo(site.url("/redirect-ok"));
            assertThat(one.status()).isBetween(301, 308);
        });
        assertThat(facts.finalUrl()).isEqualTo(site.url("/ok"));
        assertThat(facts.startedAt()).isEqualTo(NOW);
        assertThat(facts.httpStatus()).isEqualTo(200);
        assertThat(facts.bodyBytes()).isEqualTo(HostileSite.PAGE.length());
        assertThat(facts.contentType()).isEqualTo("text/html");
        assertThat(facts.protocol()).isEqualTo("HTTP/1.1");
        assertThat(facts.timings().connected()).isNotNegative();
        assertThat(facts.timings().firstByte()).isNotNegative();
        assertThat(facts.timings().waited()).as("is for whoever waits").isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /404              | HTTP_ERROR         | 404 | 404 Not Found
            /no-content       | HTTP_ERROR         | 204 | 204 No Content
            /redirect-nowhere | HTTP_ERROR         | 302 | 302 Moved Temporarily
            /status-999       | HTTP_ERROR         | 999 | HTTP status 999
            /pdf              | NOT_HTML           | 200 | The page is neither HTML nor plain text but application/pdf
            /untyped-binary   | NOT_HTML           | 200 | The page is neither HTML nor plain text but application/octet-stream
            /gzip-bomb        | TOO_LARGE          |     | The page is too large
            /huge             | TOO_LARGE          |     | The page is too large
            /huge-announced   | TOO_LARGE          |     | The page is too large
            /redirect-endless | TOO_MANY_REDIRECTS |     | More than 10 redirects, the last from {site}/redirect-endless?again
            /redirect-file    | ADDRESS_REFUSED    |     | Refused by the address policy
            /unknown-encoding | PROTOCOL_ERROR     |     | The content encoding is not supported: compress
            /broken-gzip      | PROTOCOL_ERROR     |     | The compressed page is damaged: it cannot be read as gzip
            /bad-chunk        | PROTOCOL_ERROR     |     | The answer is not valid HTTP
            /1xx-flood        | PROTOCOL_ERROR     |     | The answer is not valid HTTP
            /garbage          | PROTOCOL_ERROR     |     | The answer is not valid HTTP
            /many-headers     | PROTOCOL_ERROR     |     | The answer is not valid HTTP
            /long-header      | PROTOCOL_ERROR     |     | The answer is not valid HTTP
            """)
    void whatWouldNotGetBetterFailsForGood(String path, ErrorCode code, Integer status, String error) {
        assertThat(fetch(path)).isEqualTo(new FailedForGood(code, error.replace("{site}", site.url("")), status));
        assertNothingIsLeaked();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /500       | HTTP_RETRYABLE    | 500 | 500 Internal Server Error |
            /503-later | HTTP_RETRYABLE    | 503 | 503 Service Unavailable   | PT2M
            /429       | HTTP_RETRYABLE    | 429 | 429 Too Many Requests     | PT7S
            /cut       | CONNECTION_FAILED |     | Connection failed         |
            /cut-chunk | CONNECTION_FAILED |     | Connection failed         |
            /nothing   | CONNECTION_FAILED |     | Connection failed         |
            """)
    void whatMayGetBetterFailsForNow(String path, ErrorCode code, Integer status, String error, Duration retryAfter) {
        assertThat(fetch(path)).isEqualTo(new FailedForNow(code, error, status, retryAfter));
        assertThat(site.requests()).as("nothing is retried behind our back").hasSize(1);
        assertNothingIsLeaked();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/slow", "/drip", "/drip-headers"})
    void aServerThatTakesItsTimeIsCutOffAtTheDeadline(String path) {
        assertThat(fetch(path, SHORT))
                .isEqualTo(new FailedForNow(ErrorCode.TIMEOUT, "Timeout after 0.3 seconds", null, null));
        assertNothingIsLeaked();
    }

    @ParameterizedTest
    @CsvSource({"/text, text/plain", "/untyped-html, text/html", "/untyped-text, text/plain"})
    void plainTextAndUntypedPagesAreRead(String path, String type) {
        assertThat(((Fetched) fetch(path)).contentType()).isEqualTo(type);
    }

    @Test
    void aFewInterimAnswersAreNormal() {
        assertThat(fetch("/interim")).isInstanceOf(Fetched.class);
    }

    @Test
    void redirectsAreFollowedAndTheLastAddressIsToldWithoutFragment() {
        assertThat(((Fetched) fetch("/redirect-ok")).finalUrl()).isEqualTo(site.url("/ok"));
        assertThat(((Fetched) fetch("/redirect-umlaut")).finalUrl()).isEqualTo(site.url("/%C3%A4"));
        assertThat(site.connections()).as("connections, kept between the hops").isEqualTo(1);
    }

    @Test
    void cookiesLiveAsLongAsOneFetch() {
        assertThat(fetch("/cookie")).isInstanceOf(Fetched.class);
        assertThat(fetch("/cookie")).isInstanceOf(Fetched.class);
        assertThat(site.requests()).hasSize(4);
        assertThat(site.requests().get(2)).doesNotContain("Cookie");
    }

    @Test
    void packedPagesAreUnpacked() {
        byte[] plain = HostileSite.PAGE.getBytes(StandardCharsets.UTF_8);
        site.on("/gzip", out -> {
            byte[] packed = HostileSite.gzip(plain);
            out.write(("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: GZIP\r\nContent-Length: "
                            + packed.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(packed);
            return true;
        });

        assertThat(text((Fetched) fetch("/gzip"))).isEqualTo(HostileSite.PAGE);
        assertThat(text((Fetched) fetch("/gzip"))).isEqualTo(HostileSite.PAGE);
        assertThat(site.connections()).isEqualTo(1);
    }

    @Test
    void aRedirectToAnotherPlaceIsCheckedLikeAFirstAddress() throws Exception {
        try (HostileSite inner = HostileSite.on("127.0.0.2")) {
            site.on("/inner", HostileSite.response("302 Found", "Location: " + inner.url("/ok") + "\r\n", ""));
            site.on("/port", HostileSite.response("302 Found", "Location: http://example.com:22/\r\n", ""));

            assertThat(fetch("/inner"))
                    .isEqualTo(new FailedForGood(ErrorCode.ADDRESS_REFUSED, "Refused by the address policy", null));
            assertThat(fetch("/port"))
                    .isEqualTo(new FailedForGood(ErrorCode.ADDRESS_REFUSED, "Refused by the address policy", null));
            assertThat(inner.connections()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "127.0.0.1."})
    void theDefaultPolicyConnectsToNothingInside(String host) {
        try (Fetcher guarded = fetcher(AddressPolicy.of("", "1-65535"), HostLookup.system())) {
            ArticleUrl inside = ArticleUrl.parse("http://" + host + ":" + site.port() + "/ok");

            assertThat(guarded.fetch(FetchRequest.of(inside, AMPLE)))
                    .isEqualTo(new FailedForGood(ErrorCode.ADDRESS_REFUSED, "Refused by the address policy", null));
            assertThat(site.connections()).isZero();
        }
    }

    @Test
    void aPublicNameThatMeansAnInnerAddressIsRefusedAndReadsLikeADeadHost() {
        HostLookup mixed =
                ignored -> List.of(InetAddress.ofLiteral("93.184.215.14"), InetAddress.ofLiteral("127.0.0.1"));
        HostLookup none = ignored -> {
            throw new UnknownHostException("secret.example");
        };
        try (Fetcher guarded = fetcher(AddressPolicy.of("", "1-65535"), mixed);
                Fetcher lost = fetcher(AddressPolicy.of("", "1-65535"), none)) {
            FetchRequest request =
                    FetchRequest.of(ArticleUrl.parse("http://inner.example:" + site.port() + "/ok"), AMPLE);

            // Tried again as well: the number of attempts would tell what the words hide.
            assertThat(guarded.fetch(request))
                    .isEqualTo(lost.fetch(request))
                    .isEqualTo(new FailedForNow(ErrorCode.HOST_UNREACHABLE, "Host could not be reached", null, null));
            assertThat(site.connections()).isZero();
        }
    }

    @Test
    void aDeadHostReadsLikeAnUnknownOne() {
        // Not the site's, closed: its accepting thread may take one more connection while it closes.
        String nobody = "http://127.0.0.1:" + FreePorts.next() + "/ok";

        assertThat(fetcher.fetch(FetchRequest.of(ArticleUrl.parse(nobody), AMPLE)))
                .isEqualTo(new FailedForNow(ErrorCode.HOST_UNREACHABLE, "Host could not be reached", null, null));
    }

    @Test
    void theAddressThatWasCheckedIsTheOneConnectedTo() {
        List<String> asked = new ArrayList<>();
        HostLookup rebinding = host -> {
            asked.add(host);
            return List.of(InetAddress.ofLiteral(asked.size() == 1 ? "127.0.0.1" : "127.0.0.2"));
        };
        try (Fetcher pinned = fetcher(AddressPolicy.of("127.0.0.1", "80"), rebinding)) {
            FetchRequest request =
                    FetchRequest.of(ArticleUrl.parse("http://rebinding.example:" + site.port() + "/nothing"), AMPLE);

            // A listed host does not open a port by itself.
            assertThat(pinned.fetch(request)).isInstanceOf(FailedForGood.class);
        }
        try (Fetcher pinned = fetcher(AddressPolicy.of("127.0.0.1", "1-65535"), rebinding)) {
            asked.clear();
            FetchRequest request =
                    FetchRequest.of(ArticleUrl.parse("http://rebinding.example:" + site.port() + "/nothing"), AMPLE);

            assertThat(pinned.fetch(request)).isInstanceOf(FailedForNow.class);
            assertThat(pinned.fetch(request))
                    .isEqualTo(new FailedForNow(ErrorCode.HOST_UNREACHABLE, "Host could not be reached", null, null));
            assertThat(asked).hasSize(2);
            assertThat(site.requests()).hasSize(1);
        }
    }

    @Test
    void aNameServerThatDoesNotAnswerIsGivenUpAtTheDeadline() {
        CountDownLatch never = new CountDownLatch(1);
        HostLookup silent = ignored -> {
            try {
                never.await();
            } catch (InterruptedException given) {
                Thread.currentThread().interrupt();
            }
            return List.of();
        };
        try (Fetcher waiting = fetcher(AddressPolicy.publicInternet(), silent)) {
            FetchOutcome outcome = waiting.fetch(FetchRequest.of(ArticleUrl.parse("http://silent.example/"), SHORT));

            assertThat(((FailedForNow) outcome).code()).isIn(ErrorCode.HOST_UNREACHABLE, ErrorCode.TIMEOUT);
        }
    }

    @Test
    void secretsOfARequestStayWithItsOrigin() throws Exception {
        try (HostileSite other = HostileSite.on("127.0.0.1")) {
            site.on("/away", HostileSite.response("302 Found", "Location: " + other.url("/ok") + "\r\n", ""));
            Map<String, String> headers = Map.of("Authorization", "Bearer secret", "Accept-Language", "de");

            assertThat(fetcher.fetch(new FetchRequest(ArticleUrl.parse(site.url("/away")), headers, AMPLE)))
                    .isInstanceOf(Fetched.class);

            assertThat(site.requests().getFirst()).contains("Authorization: Bearer secret", "Accept-Language: de");
            assertThat(other.requests().getFirst())
                    .doesNotContain("Authorization")
                    .contains("Accept-Language: de");
        }
    }

    @Test
    void headersThatWouldBreakTheRequestAreNotTaken() {
        ArticleUrl url = ArticleUrl.parse(site.url("/ok"));
        for (Map<String, String> headers : List.of(
                Map.of("Host", "a"),
                Map.of("transfer-encoding", "chunked"),
                Map.of("A B", "c"),
                Map.of("A", "b\r\nC: d"),
                Map.of("A", "\u00e4"))) {
            assertThatIllegalArgumentException().isThrownBy(() -> new FetchRequest(url, headers, AMPLE));
        }
    }

    @Test
    void interruptingTheCallerEndsTheFetch() throws Exception {
        CompletableFuture<FetchOutcome> outcome = new CompletableFuture<>();
        CompletableFuture<Boolean> flag = new CompletableFuture<>();
        Thread caller = Thread.startVirtualThread(() -> {
            outcome.complete(fetch("/slow"));
            flag.complete(Thread.currentThread().isInterrupted());
        });
        site.awaitRequest();
        caller.interrupt();

        assertThat(outcome.get()).isEqualTo(new Aborted());
        assertThat(flag.get()).isTrue();
        assertNothingIsLeaked();
    }

    @Test
    void closingTheFetcherEndsItsFetches() throws Exception {
        CompletableFuture<FetchOutcome> outcome = new CompletableFuture<>();
        Thread.startVirtualThread(() -> outcome.complete(fetch("/slow")));
        site.awaitRequest();
        fetcher.close();

        assertThat(outcome.get()).isEqualTo(new Aborted());
        assertThat(fetch("/ok")).isEqualTo(new Aborted());
    }

    @Test
    void manyFailingFetchesLeaveNoConnectionBehind() throws Exception {
        List<String> paths = List.of(
                "/ok",
                "/404",
                "/500",
                "/slow",
                "/drip",
                "/redirect-endless",
                "/gzip-bomb",
                "/huge",
                "/pdf",
                "/cut",
                "/cut-chunk",
                "/bad-chunk",
                "/nothing",
                "/garbage",
                "/unknown-encoding",
                "/broken-gzip",
                "/huge-announced",
                "/1xx-flood");
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<FetchOutcome>> outcomes = Stream.generate(() -> paths)
                    .limit(10)
                    .flatMap(List::stream)
                    .map(path -> callers.submit(() -> fetch(path, Duration.ofSeconds(2))))
                    .toList();
            for (Future<FetchOutcome> outcome : outcomes) {
                assertThat(outcome.get()).isNotInstanceOf(Aborted.class);
            }
        }

        assertNothingIsLeaked();
        assertThat(fetch("/ok")).isInstanceOf(Fetched.class);
    }

    private static Fetcher fetcher(AddressPolicy policy, HostLookup lookup) {
        return new Fetcher(
                policy,
                FetchLimits.defaults().withMaxBytes(ONE_MEBIBYTE),
                USER_AGENT,
                InstantSource.fixed(NOW),
                lookup,
                "");
    }

    private FetchOutcome fetch(String path) {
        return fetch(path, AMPLE);
    }

    private FetchOutcome fetch(String path, Duration timeout) {
        return fetcher.fetch(FetchRequest.of(ArticleUrl.parse(site.url(path)), timeout));
    }

    /** The timer gives a connection back on a thread of its own, so it may take a moment. */
    private void assertNothingIsLeaked() {
        await().untilAsserted(() -> assertThat(fetcher.leasedConnections()).isZero());
    }

    private static String text(Fetched page) {
        return new String(page.body(), StandardCharsets.UTF_8);
    }
}

package dev.gleaner.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.gleaner.article.ErrorCode;
import dev.gleaner.fetch.FetchOutcome.FailedForGood;
import dev.gleaner.fetch.FetchOutcome.FailedForNow;
import dev.gleaner.fetch.FetchOutcome.Fetched;
import dev.gleaner.fetch.FetchRequest.Stored;
import dev.gleaner.testkit.HostileSite;
import dev.gleaner.url.ArticleUrl;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that send something pass the same guard and keep within the same limits as those that fetch pages. */
@Timeout(60)
class FetchMethodsTest {
    private static final Duration AMPLE = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final FailedForGood REFUSED =
            new FailedForGood(ErrorCode.ADDRESS_REFUSED, "Refused by the address policy", null);
    private static final int FEW_BYTES = 1_000;

    private HostileSite site;
    private Fetcher fetcher;

    @BeforeEach
    void open() {
        site = HostileSite.on("127.0.0.1");
        fetcher = fetcher("127.0.0.1", HostLookup.system());
    }

    @AfterEach
    void close() throws Exception {
        fetcher.close();
        site.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = HttpMethod.class,
            mode = Mode.EXCLUDE,
            names = {"GET", "HEAD"})
    void aBodyArrivesUnchangedWithEveryMethodThatHasOne(HttpMethod method) {
        byte[] everyByte = new byte[100_000];
        for (int i = 0; i < everyByte.length; i++) {
            everyByte[i] = (byte) i;
        }
        RequestBody body = new RequestBody("application/json; charset=utf-8", everyByte);
        FetchRequest request = new FetchRequest(address("/ok"), Map.of("X-Signature", "sha256=abc"), AMPLE);

        assertThat(fetcher.fetch(request.with(method, body))).isInstanceOf(Fetched.class);

        assertThat(site.bodies()).hasSize(1);
        assertThat(site.bodies().getFirst()).isEqualTo(everyByte);
        assertThat(site.requests().getFirst())
                .startsWith(method + " /ok HTTP/1.1\n")
                .contains(
                        "Content-Type: application/json; charset=utf-8\n",
                        "Content-Length: 100000\n",
                        "X-Signature: sha256=abc\n",
                        "User-Agent: GleanerTest/1.0\n")
                .doesNotContain("Transfer-Encoding", "Expect", "Content-Encoding");
        assertNothingIsLeaked();
    }

    @Test
    void aPostWithoutABodySaysSo() {
        assertThat(fetcher.fetch(FetchRequest.of(address("/ok"), AMPLE).with(HttpMethod.POST, null)))
                .isInstanceOf(Fetched.class);

        assertThat(site.requests().getFirst()).startsWith("POST ").contains("Content-Length: 0\n");
    }

    @Test
    void onlyTheHeadIsAskedForAndFollowsRedirects() {
        // A server sends no body here, whatever length it announces.
        site.on("/head", "HTTP/1.1 302 Found\r\nLocation: /there\r\nContent-Length: 9\r\n\r\n");
        site.on("/there", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 500\r\nETag: \"7\"\r\n\r\n");

        Fetched head =
                (Fetched) fetcher.fetch(FetchRequest.of(address("/head"), AMPLE).with(HttpMethod.HEAD, null));

        assertThat(head.finalUrl()).isEqualTo(site.url("/there"));
        assertThat(head.etag()).isEqualTo("\"7\"");
        assertThat(head.body()).isEmpty();
        assertThat(site.connections()).isEqualTo(1);
    }

    @Test
    void aPrivateAddressIsRefusedWithoutAConnection() {
        try (Fetcher guarded = fetcher("", HostLookup.system());
                Fetcher rebound = fetcher("", host -> List.of(InetAddress.ofLiteral("127.0.0.1")))) {
            assertThat(guarded.fetch(post("/ok"))).isEqualTo(REFUSED);
            assertThat(rebound.fetch(post(ArticleUrl.parse("http://callback.example:" + site.port() + "/ok"))))
                    .isEqualTo(new FailedForNow(ErrorCode.HOST_UNREACHABLE, "Host could not be reached", null, null));
        }
        assertThat(site.connections()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectOfAPostIsTheOutcomeAndNobodyElseIsAsked(int status) throws Exception {
        try (HostileSite other = HostileSite.on("127.0.0.1")) {
            site.on("/away", HostileSite.response(status + " X", "Location: " + other.url("/ok") + "\r\n", "there"));

            FailedForGood failed = (FailedForGood) fetcher.fetch(post("/away"));
            Fetched raw = (Fetched) fetcher.fetch(post("/away").reading(Reading.raw(FEW_BYTES)));

            assertThat(failed.code()).isEqualTo(ErrorCode.HTTP_ERROR);
            assertThat(failed.httpStatus()).isEqualTo(status);
            assertThat(raw.httpStatus()).isEqualTo(status);
            assertThat(raw.finalUrl()).isEqualTo(site.url("/away"));
            assertThat(other.connections()).isZero();
            assertThat(site.requests()).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/503-later", "/cut", "/nothing"})
    void aPostIsNotRepeated(String path) {
        assertThat(fetcher.fetch(post(path))).isInstanceOf(FailedForNow.class);

        assertThat(site.bodies()).hasSize(1);
        assertNothingIsLeaked();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/slow", "/drip", "/drip-headers"})
    void aPostEndsAtItsDeadline(String path) {
        assertThat(fetcher.fetch(post(path).within(SHORT)).getClass()).isEqualTo(FailedForNow.class);
        assertThat(fetcher.fetch(post(path).reading(Reading.raw(1 << 20)).within(SHORT)))
                .isEqualTo(new FailedForNow(ErrorCode.TIMEOUT, "Timeout after 20 seconds", null, null));
        assertNothingIsLeaked();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/huge", "/huge-announced", "/gzip-bomb"})
    void theAnswerToAPostIsLimitedLikeAPage(String path) {
        assertThat(fetcher.fetch(post(path)))
                .isEqualTo(new FailedForGood(ErrorCode.TOO_LARGE, "The page is too large", null));
        assertNothingIsLeaked();
    }

    @Test
    void aRawAnswerIsCutOff() {
        Fetched raw = (Fetched) fetcher.fetch(post("/huge").reading(Reading.raw(FEW_BYTES)));

        assertThat(raw.body()).hasSize(FEW_BYTES);
        assertNothingIsLeaked();
    }

    @Test
    void aRawAnswerIsReadWhateverItsStatusAndType() {
        site.on(
                "/busy",
                HostileSite.response(
                        "503 Busy", "Content-Type: application/json\r\nRetry-After: 7\r\n", "{\"try\":\"later\"}"));
        site.on("/none", "HTTP/1.1 204 No Content\r\n\r\n");

        Fetched busy = (Fetched) fetcher.fetch(post("/busy").reading(Reading.raw(FEW_BYTES)));
        Fetched none = (Fetched) fetcher.fetch(post("/none").reading(Reading.raw(FEW_BYTES)));

        assertThat(busy.httpStatus()).isEqualTo(503);
        assertThat(busy.contentType()).isEqualTo("application/json");
        assertThat(busy.retryAfter()).isEqualTo(Duration.ofSeconds(7));
        assertThat(new String(busy.body(), StandardCharsets.US_ASCII)).isEqualTo("{\"try\":\"later\"}");
        assertThat(none.httpStatus()).isEqualTo(204);
        assertThat(none.contentType()).isNull();
        assertThat(none.body()).isEmpty();
    }

    @Test
    void aRawAnswerIsNotDecompressed() {
        byte[] packed = HostileSite.gzip("text".getBytes(StandardCharsets.US_ASCII));
        site.on("/packed", out -> {
            out.write(("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + packed.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(packed);
            return true;
        });

        Fetched raw = (Fetched) fetcher.fetch(post("/packed").reading(Reading.raw(FEW_BYTES)));

        assertThat(raw.body()).isEqualTo(packed);
        assertThat(site.requests().getFirst()).contains("Accept-Encoding: identity\n", "Accept: */*\n");
    }

    @Test
    void requestsThatHttpDoesNotKnowCannotBeMade() {
        FetchRequest page = FetchRequest.of(address("/ok"), AMPLE);
        RequestBody body = new RequestBody("text/plain", new byte[0]);

        assertThatIllegalArgumentException().isThrownBy(() -> page.with(HttpMethod.GET, body));
        assertThatIllegalArgumentException().isThrownBy(() -> page.with(HttpMethod.HEAD, body));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> page.unlessStill(new Stored(site.url("/ok"), "\"1\"", null))
                        .with(HttpMethod.POST, body));
        assertThatIllegalArgumentException().isThrownBy(() -> new RequestBody("text/plain\r\nX: y", new byte[0]));
        assertThatIllegalArgumentException().isThrownBy(() -> new RequestBody("json", new byte[0]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FetchRequest(address("/ok"), Map.of("Content-Type", "text/plain"), AMPLE));
        assertThatIllegalArgumentException().isThrownBy(() -> Reading.raw(0));
    }

    private FetchRequest post(String path) {
        return post(address(path));
    }

    private static FetchRequest post(ArticleUrl url) {
        return FetchRequest.of(url, AMPLE)
                .with(
                        HttpMethod.POST,
                        new RequestBody("application/json", "{\"a\":1}".getBytes(StandardCharsets.US_ASCII)));
    }

    private ArticleUrl address(String path) {
        return ArticleUrl.parse(site.url(path));
    }

    private void assertNothingIsLeaked() {
        await().untilAsserted(() -> assertThat(fetcher.leasedConnections()).isZero());
    }

    private static Fetcher fetcher(String allowedHosts, HostLookup lookup) {
        return new Fetcher(
                AddressPolicy.of(allowedHosts, "1-65535"),
                FetchLimits.defaults().withMaxBytes(1 << 20),
                "GleanerTest/1.0",
                InstantSource.system(),
                lookup,
                "");
    }
}

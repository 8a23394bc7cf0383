package dev.gleaner.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.github.luben.zstd.Zstd;
import dev.gleaner.article.ErrorCode;
import dev.gleaner.fetch.FetchOutcome.FailedForGood;
import dev.gleaner.fetch.FetchOutcome.FailedForNow;
import dev.gleaner.fetch.FetchOutcome.Fetched;
import dev.gleaner.fetch.FetchOutcome.NotModified;
import dev.gleaner.fetch.FetchRequest.Stored;
import dev.gleaner.testkit.HostileSite;
import dev.gleaner.url.ArticleUrl;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compressions, conditional requests, robots.txt as it is read, and a proxy. */
@Timeout(60)
class HttpAsItIsTest {
    private static final Instant NOW = Instant.parse("2026-11-25T06:00:00Z");
    private static final Duration AMPLE = Duration.ofSeconds(20);
    private static final String HTML = "Content-Type: text/html; charset=utf-8\r\n";
    private static final String TEXT = "<p>" + "Brötli ".repeat(50) + "</p>";

    /** TEXT, compressed by the reference encoder. */
    private static final byte[] BROTLI = Base64.getDecoder().decode("G5YB+B2nw5qfO6t54OhspVCaXIP4sA0rQQgsB6CZEOqv4AQ=");

    private HostileSite site;
    private Fetcher fetcher;

    @BeforeEach
    void open() {
        site = HostileSite.on("127.0.0.1");
        fetcher = fetcher(AddressPolicy.of("127.0.0.1", "1-65535"), HostLookup.system(), "");
    }

    @AfterEach
    void close() throws Exception {
        fetcher.close();
        site.close();
    }

    @Test
    void brotliAndZstandardAreUnpacked() {
        serve("/br", "br", BROTLI);
        serve("/zstd", "zstd", Zstd.compress(TEXT.getBytes(StandardCharsets.UTF_8)));
        serve("/both", "zstd, gzip", HostileSite.gzip(Zstd.compress(TEXT.getBytes(StandardCharsets.UTF_8))));

        for (String path : List.of("/br", "/zstd", "/both")) {
            assertThat(new String(((Fetched) fetch(path)).body(), StandardCharsets.UTF_8))
                    .as(path)
                    .isEqualTo(TEXT);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "zstd"})
    void aDamagedBodyIsToldFromABrokenConnection(String encoding) {
        byte[] packed = encoding.equals("br") ? BROTLI.clone() : Zstd.compress(new byte[100_000]);
        serve("/damaged", encoding, "\u0001 certainly not compressed".getBytes(StandardCharsets.US_ASCII));
        site.on("/cut", out -> {
            out.write(("HTTP/1.1 200 OK\r\nContent-Encoding: " + encoding + "\r\nContent-Length: 100000\r\n" + HTML
                            + "\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(packed, 0, packed.length / 2);
            return false;
        });

        assertThat(fetch("/damaged"))
                .isEqualTo(new FailedForGood(
                        ErrorCode.PROTOCOL_ERROR,
                        "The compressed page is damaged: it cannot be read as " + encoding,
                        null));
        assertThat(fetch("/cut"))
                .isEqualTo(new FailedForNow(ErrorCode.CONNECTION_FAILED, "Connection failed", null, null));
    }

    @Test
    void aZstandardBombIsStopped() {
        serve("/bomb", "zstd", Zstd.compress(new byte[50_000_000]));

        assertThat(fetch("/bomb")).isEqualTo(new FailedForGood(ErrorCode.TOO_LARGE, "The page is too large", null));
    }

    @Test
    void aStoredVersionIsAskedAboutAndAnsweredWithoutABody() {
        site.on("/page", out -> {
            boolean asked = site.requests().getLast().contains("If-None-Match: \"1\"");
            String answer = asked
                    ? "HTTP/1.1 304 Not Modified\r\nETag: \"1\"\r\n\r\n"
                    : HostileSite.response("200 OK", HTML + "ETag: \"1\"\r\n", TEXT);
            out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
            return true;
        });
        Fetched first = (Fetched) fetch("/page");

        FetchOutcome second = fetcher.fetch(request("/page")
                .unlessStill(new Stored(first.finalUrl(), first.etag(), "Mon, 23 Nov 2026 08:00:00 GMT")));

        assertThat(second).isEqualTo(new NotModified(NOW));
        assertThat(site.requests().getLast()).contains("If-Modified-Since: Mon, 23 Nov 2026 08:00:00 GMT");
    }

    @Test
    void validatorsOfAnotherAddressAreNotSentAndAnUnaskedNotModifiedIsAnError() {
        site.on("/304", "HTTP/1.1 304 Not Modified\r\n\r\n");

        FetchOutcome outcome =
                fetcher.fetch(request("/304").unlessStill(new Stored(site.url("/other"), "\"1\"", null)));

        assertThat(outcome).isEqualTo(new FailedForGood(ErrorCode.HTTP_ERROR, "304 Not Modified", 304));
        assertThat(site.requests().getLast()).doesNotContain("If-None-Match");
    }

    @Test
    void robotsTextIsReadWhateverItsTypeAndCutOffAt500Kibibytes() {
        site.on("/robots.txt", HostileSite.response("200 OK", "Content-Type: application/pdf\r\n", "User-agent: *\n"));
        site.on("/long", out -> {
            out.write(("HTTP/1.1 200 OK\r\n" + HTML + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(new byte[3_000_000]);
            return false;
        });

        assertThat(fetcher.fetch(request("/robots.txt").reading(Reading.ROBOTS)))
                .isInstanceOf(Fetched.class);
        assertThat(((Fetched) fetcher.fetch(request("/long").reading(Reading.ROBOTS))).body())
                .hasSize(500 * 1_024);
    }

    @ParameterizedTest
    @CsvSource({"5, true", "6, false"})
    void robotsTextIsFollowedThroughFiveRedirects(int redirects, boolean read) {
        for (int i = 1; i < redirects; i++) {
            site.on("/hop" + i, HostileSite.response("301 Moved", "Location: /hop" + (i + 1) + "\r\n", ""));
        }
        site.on("/hop" + redirects, HostileSite.response("301 Moved", "Location: /ok\r\n", ""));

        FetchOutcome outcome = fetcher.fetch(request("/hop1").reading(Reading.ROBOTS));

        if (read) {
            assertThat(outcome).isInstanceOf(Fetched.class);
        } else {
            assertThat(((FailedForGood) outcome).code()).isEqualTo(ErrorCode.TOO_MANY_REDIRECTS);
        }
    }

    @Test
    void aRuleForRedirectsIsAskedAboutEachAndEndsTheFetch() {
        FailedForGood refused = new FailedForGood(ErrorCode.ROBOTS_REFUSED, "Blocked by robots.txt", null);

        FetchOutcome outcome = fetcher.fetch(request("/redirect-ok")
                .under(next -> next.target().endsWith("/ok") ? Optional.of(refused) : Optional.empty()));

        assertThat(outcome).isEqualTo(refused);
        assertThat(site.requests()).hasSize(1);
    }

    @Test
    void theProxyIsUsedAndTheGuardDecidesFirst() throws Exception {
        try (HostileSite proxy = HostileSite.on("127.0.0.2")) {
            proxy.on("http://a.example/page", HostileSite.response("200 OK", HTML, TEXT));
            HostLookup lookup = host -> List.of(InetAddress.ofLiteral(
                    switch (host) {
                        case "a.example" -> "93.184.215.14";
                        case "127.0.0.2" -> "127.0.0.2";
                        default -> "10.0.0.1";
                    }));
            String setting = "http://127.0.0.2:" + proxy.port();
            try (Fetcher through = fetcher(AddressPolicy.publicInternet(), lookup, setting)) {
                assertThat(through.fetch(ArticleUrl.parse("http://a.example/page")))
                        .isInstanceOf(Fetched.class);
                int connections = proxy.connections();

                assertThat(through.fetch(ArticleUrl.parse("http://inner.example/page")))
                        .isEqualTo(
                                new FailedForNow(ErrorCode.HOST_UNREACHABLE, "Host could not be reached", null, null));
                assertThat(through.fetch(ArticleUrl.parse("https://inner.example/page")))
                        .isInstanceOf(FailedForNow.class);
                assertThat(through.fetch(ArticleUrl.parse("http://127.0.0.2:" + proxy.port() + "/")))
                        .isEqualTo(new FailedForGood(ErrorCode.ADDRESS_REFUSED, "Refused by the address policy", null));
                assertThat(proxy.requests()).hasSize(1);
                assertThat(proxy.connections()).isEqualTo(connections);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://a.example:3128", "a.example:3128", "http://u:p@a.example:1", "http://a.example/x"})
    void aProxyThatCannotBeReadIsSaid(String setting) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fetcher(AddressPolicy.publicInternet(), HostLookup.system(), setting))
                .withMessageStartingWith("SCRAPE_PROXY must be http://host:port");
    }

    private void serve(String path, String encoding, byte[] packed) {
        site.on(path, out -> {
            out.write(("HTTP/1.1 200 OK\r\nContent-Encoding: " + encoding + "\r\nContent-Length: " + packed.length
                            + "\r\n" + HTML + "\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(packed);
            return true;
        });
    }

    private FetchOutcome fetch(String path) {
        return fetcher.fetch(request(path));
    }

    private FetchRequest request(String path) {
        return FetchRequest.of(ArticleUrl.parse(site.url(path)), AMPLE);
    }

    private static Fetcher fetcher(AddressPolicy policy, HostLookup lookup, String proxy) {
        return new Fetcher(policy, FetchLimits.defaults(), "GleanerTest/1.0", InstantSource.fixed(NOW), lookup, proxy);
    }
}

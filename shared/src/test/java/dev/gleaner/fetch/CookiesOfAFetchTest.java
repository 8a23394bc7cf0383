package dev.gleaner.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.gleaner.fetch.FetchOutcome.Fetched;
import dev.gleaner.testkit.HostileSite;
import dev.gleaner.url.ArticleUrl;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** A site that sets a cookie and redirects to itself gets it back, however the cookie is written (RFC 6265, section 5). */
@Timeout(60)
class CookiesOfAFetchTest {
    private static final Instant NOW = Instant.parse("2026-11-25T06:00:00Z");
    private static final String HTML = "Content-Type: text/html\r\n";

    private final HostileSite site = HostileSite.on("127.0.0.1");
    private final Fetcher fetcher = new Fetcher(
            AddressPolicy.of("www.site.example,site.example,other.example", "1-65535"),
            FetchLimits.defaults(),
            "GleanerTest/1.0",
            InstantSource.fixed(NOW),
            host -> List.of(InetAddress.ofLiteral("127.0.0.1")),
            "");

    @AfterEach
    void close() throws Exception {
        fetcher.close();
        site.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "; Path=/; Expires=Tue, 20 Nov 2035 14:59:58 -0000",
                "; Expires=Tue, 20-Nov-2035 14:59:58 GMT",
                "; expires=Tuesday, 20-Nov-35 14:59:58 GMT",
                "; Expires=Tue Nov 20 14:59:58 2035",
                "; Expires=20 Nov 2035 14:59:58",
                "; Expires=Nov 20 2035 14:59:58 +0100",
                "; Expires=2035 November 20 4:5:6",
                "; Expires=Di, 20 Nov 2035 14:59:58 GMT",
                "; Expires=\"Tue, 20 Nov 2035 14:59:58 GMT\"",
                "; Expires=Tue, 31 Feb 2035 14:59:58 GMT",
                "; Expires=0",
                "; Expires=never",
                "; Expires=",
                "; Expires",
                "; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=100",
                "; Max-Age=100",
                "; Max-Age=abc",
                "; max-age = 100",
                "; Max-Age=99999999999999999999",
                "; Path=",
                "; Path=nowhere",
                "; PATH=/",
                "; Domain=",
                "; Domain=site.example",
                "; Domain=.SITE.example",
                "; HttpOnly; SameSite=Strict; Priority=High; Partitioned",
                ";;; ; path=/",
                "; unknown=\u00e9",
            })
    void aCookieComesBack(String attributes) {
        askedTwice("gate=open" + attributes);

        assertThat(fetch("http://www.site.example", "/")).isInstanceOf(Fetched.class);
        assertThat(site.requests().getLast()).contains("Cookie: gate=open\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gate=\"quoted, with = and spaces\"",
                "gate=",
                "gate=a=b==",
                "  gate  =  open  ",
                "gate=K\u00c3\u00b6ln",
                "ga te=open",
                "gate=open\ttoday"
            })
    void aValueComesBackAsItWasSent(String pair) {
        askedTwice(pair + "; Path=/");

        fetch("http://www.site.example", "/");

        int equals = pair.indexOf('=');
        String expected = pair.substring(0, equals).strip() + "="
                + pair.substring(equals + 1).strip();
        assertThat(site.requests().getLast()).contains("Cookie: " + expected + "\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gate=open; Domain=other.example",
                "gate=open; Domain=example",
                "gate=open; Domain=sub.www.site.example",
                "gate=open; Path=/elsewhere",
                "gate=open; Secure",
                "gate=open; Max-Age=0",
                "gate=open; Max-Age=-1",
                "gate=open; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
                "gate=open; Expires=Thu, 01-Jan-70 00:00:01 GMT",
                "__Host-gate=open; Path=/",
                "__Secure-gate=open",
                "gate",
                "=open",
                "",
                "gate=op\u0001en",
            })
    void aCookieThatIsNotForHereDoesNotComeBackAndIsNotTold(String cookie) {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger all = (Logger) LoggerFactory.getLogger("ROOT");
        log.start();
        all.addAppender(log);
        try {
            askedTwice(cookie);

            assertThat(fetch("http://www.site.example", "/")).isInstanceOf(Fetched.class);
        } finally {
            all.detachAppender(log);
        }

        assertThat(site.requests()).hasSize(2);
        assertThat(site.requests().getLast()).doesNotContain("Cookie");
        assertThat(log.list).isEmpty();
    }

    @Test
    void aCookieIsReplacedAndRemovedByItsName() {
        site.on(
                "/",
                HostileSite.response(
                        "302 Found",
                        "Set-Cookie: a=1\r\nSet-Cookie: b=1\r\nSet-Cookie: a=2\r\nLocation: /second\r\n",
                        ""));
        site.on(
                "/second",
                HostileSite.response(
                        "302 Found",
                        "Set-Cookie: b=; Max-Age=0\r\nSet-Cookie: c=3; Path=/third\r\nLocation: /third\r\n",
                        ""));
        site.on("/third", HostileSite.response("200 OK", HTML, HostileSite.PAGE));

        assertThat(fetch("http://site.example", "/")).isInstanceOf(Fetched.class);
        assertThat(site.requests().get(1)).contains("Cookie: b=1; a=2\n");
        assertThat(site.requests().get(2)).contains("Cookie: c=3; a=2\n");
    }

    @Test
    void aCookieOfADomainGoesToItsHostsAndToNoOther() {
        site.on(
                "/",
                HostileSite.response(
                        "302 Found",
                        "Set-Cookie: all=1; Domain=site.example\r\nSet-Cookie: own=2\r\nLocation: http://site.example:"
                                + site.port() + "/second\r\n",
                        ""));
        site.on(
                "/second",
                HostileSite.response("302 Found", "Location: http://other.example:" + site.port() + "/third\r\n", ""));
        site.on("/third", HostileSite.response("200 OK", HTML, HostileSite.PAGE));

        assertThat(fetch("http://www.site.example", "/")).isInstanceOf(Fetched.class);
        assertThat(site.requests().get(1)).contains("Cookie: all=1\n");
        assertThat(site.requests().get(2)).doesNotContain("Cookie");
    }

    @Test
    void cookiesOfTheSiteStandBehindThoseOfTheRequest() {
        askedTwice("gate=open");
        ArticleUrl url = ArticleUrl.parse("http://site.example:" + site.port() + "/");

        fetcher.fetch(new FetchRequest(url, Map.of("Cookie", "session=mine"), Duration.ofSeconds(20)));

        assertThat(site.requests().getFirst()).contains("Cookie: session=mine\n");
        assertThat(site.requests().getLast()).contains("Cookie: session=mine; gate=open\n");
    }

    @Test
    void aSiteFillsNoMemoryWithCookies() {
        StringBuilder many = new StringBuilder("Set-Cookie: long=" + "x".repeat(5_000) + "\r\n");
        for (int i = 0; i < 150; i++) {
            many.append("Set-Cookie: c").append(i).append("=1\r\n");
        }
        site.on("/", HostileSite.response("302 Found", many + "Location: /second\r\n", ""));
        site.on("/second", HostileSite.response("200 OK", HTML, HostileSite.PAGE));

        assertThat(fetch("http://site.example", "/")).isInstanceOf(Fetched.class);
        assertThat(site.requests().getLast()).doesNotContain("long=", "c99=").contains("c100=1; ", "c149=1\n");
    }

    private void askedTwice(String cookie) {
        site.on("/", out -> {
            String answer = site.requests().size() == 1
                    ? HostileSite.response("302 Found", "Set-Cookie: " + cookie + "\r\nLocation: /\r\n", "")
                    : HostileSite.response("200 OK", HTML, HostileSite.PAGE);
            out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
            return true;
        });
    }

    private FetchOutcome fetch(String origin, String path) {
        return fetcher.fetch(
                FetchRequest.of(ArticleUrl.parse(origin + ":" + site.port() + path), Duration.ofSeconds(20)));
    }
}

package dev.gleaner.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.article.ErrorCode;
import dev.gleaner.fetch.FetchOutcome.FailedForGood;
import dev.gleaner.fetch.FetchOutcome.Fetched;
import dev.gleaner.testkit.HostileSite;
import dev.gleaner.url.ArticleUrl;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A page without text that refreshes to another is a redirect, under all the rules of redirects. */
@Timeout(60)
class OnwardPageTest {
    private static final String HTML = "Content-Type: text/html\r\n";
    private static final String SHORT = "<p>This page has moved. <a href=/target>Go on to the new address</a></p>";
    private static final String SENTENCE =
            "The harbour board decided on Tuesday to run the ferry for three weeks more. ";
    private static final String SENTENCES = SENTENCE + SENTENCE + SENTENCE + SENTENCE;
    private static final String ARTICLE = "<p>" + SENTENCES + SENTENCES + "</p>";

    private final HostileSite site = HostileSite.on("127.0.0.1");
    private final Fetcher fetcher = new Fetcher(
            AddressPolicy.of("127.0.0.1", "1-65535"),
            FetchLimits.defaults(),
            "GleanerTest/1.0",
            InstantSource.system());

    @BeforeEach
    void target() {
        site.on("/target", HostileSite.response("200 OK", HTML, ARTICLE));
        site.on("/target?a=1&b=2", HostileSite.response("200 OK", HTML, ARTICLE));
    }

    @AfterEach
    void close() throws Exception {
        fetcher.close();
        site.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<meta http-equiv=\"refresh\" content=\"0; url=/target\">",
                "<META HTTP-EQUIV=REFRESH CONTENT=\"0;URL=/target\">",
                "<meta http-equiv='Refresh' content='5;url=\"/target\"'/>",
                "<meta content=\"0;url='/target'\" http-equiv=refresh>",
                "<meta http-equiv=refresh content=\"0;url='/target' and more\">",
                "<meta http-equiv=refresh content='0; url = /target'>",
                "<meta http-equiv=refresh content='0;/target'>",
                "<meta http-equiv=refresh content='0 /target'>",
                "<meta http-equiv=refresh content=\"0,url=/target\">",
                "<meta http-equiv=refresh content=0;url=/target>",
                "<meta http-equiv=refresh content=\" 1.5 ; url=target\">",
                "<meta http-equiv=refresh content=\".5; url=target\">",
                "<meta http-equiv=refresh content=\"3;url=/tar&#103;et\">",
                "<meta http-equiv=refresh content=\"3;url=/target?a=1&amp;b=2\">",
                "<meta http-equiv=refresh content=\"3;url=\n/target\n\">",
                "<base href=/target><meta http-equiv=refresh content=\"0;url=?a=1\">",
                "<noscript><meta http-equiv=refresh content=\"0;url=/target\"></noscript>",
                "<meta http-equiv=refresh content=soon><meta http-equiv=refresh content=\"0;url=/target\">",
                "<meta http-equiv=refresh content=\"0;url=target\" x=\"a>b\">",
                "<script>if (a < b) document.write('<p>');</script><meta http-equiv=refresh content='0;url=target'>",
            })
    void aRefreshIsReadAsBrowsersReadIt(String meta) {
        serve("", "<html><head><title>Moved</title>" + meta + "</head><body>" + SHORT + "</body></html>");

        assertThat(fetch("/page")).isInstanceOfSatisfying(Fetched.class, page -> {
            assertThat(page.finalUrl()).startsWith(site.url("/target"));
            assertThat(new String(page.body(), StandardCharsets.UTF_8)).isEqualTo(ARTICLE);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"0; url=/target", "0;URL='/target'", "5;/target", "0, /target"})
    void theHeaderLeadsOnAsWell(String refresh) {
        serve("Refresh: " + refresh + "\r\n", SHORT);

        assertThat(fetch("/page"))
                .isInstanceOfSatisfying(
                        Fetched.class, page -> assertThat(page.finalUrl()).isEqualTo(site.url("/target")));
    }

    @Test
    void anEmptyAnswerLeadsOnByItsHeader() {
        serve("Refresh: 0; url=/target\r\n", "");

        assertThat(fetch("/page"))
                .isInstanceOfSatisfying(
                        Fetched.class, page -> assertThat(page.finalUrl()).isEqualTo(site.url("/target")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<meta http-equiv=refresh content='300; url=/target'>" + SHORT,
                "<meta http-equiv=refresh content='99999999999; url=/target'>" + SHORT,
                "<meta http-equiv=refresh content='0; url=/target'>" + ARTICLE,
                "<noscript><meta http-equiv=refresh content='0; url=/target'></noscript>" + ARTICLE,
                "<meta http-equiv=refresh content='5'>" + SHORT,
                "<meta http-equiv=refresh content='5; url=/page#top'>" + SHORT,
                "<meta http-equiv=refresh content='url=/target'>" + SHORT,
                "<meta http-equiv=refresh content='0x; url=/target'>" + SHORT,
                "<meta http-equiv=refresh content=''>" + SHORT,
                "<meta http-equiv=refresh>" + SHORT,
                "<meta name=refresh content='0; url=/target'>" + SHORT,
                "<meta http-equiv=refresh content='0; url=javascript:go()'>" + SHORT,
                "<meta http-equiv=refresh content='0; url=mailto:a@b.example'>" + SHORT,
                "<!-- <meta http-equiv=refresh content='0; url=/target'> -->" + SHORT,
                "<script>'<meta http-equiv=refresh content=\"0; url=/target\">'</script>" + SHORT,
                "<title><meta http-equiv=refresh content='0; url=/target'></title>" + SHORT,
                "<p>Press refresh.</p>" + SHORT,
                "<meta http-equiv=refresh content='0; url=/target'",
            })
    void aPageThatIsToBeReadStays(String page) {
        serve("", page);

        assertThat(fetch("/page"))
                .isInstanceOfSatisfying(
                        Fetched.class, stays -> assertThat(stays.finalUrl()).isEqualTo(site.url("/page")));
        assertThat(site.requests()).hasSize(1);
    }

    @Test
    void plainTextDeclaresNothing() {
        site.on(
                "/page",
                HostileSite.response(
                        "200 OK",
                        "Content-Type: text/plain\r\n",
                        "<meta http-equiv=refresh content='0; url=/target'>"));

        assertThat(((Fetched) fetch("/page")).finalUrl()).isEqualTo(site.url("/page"));
    }

    @Test
    void aCircleEndsLikeThatOfOtherRedirects() {
        site.on("/page", HostileSite.response("200 OK", HTML, "<meta http-equiv=refresh content='0;url=/back'>"));
        site.on("/back", HostileSite.response("302 Found", "Location: /page\r\n", ""));

        assertThat(fetch("/page"))
                .isEqualTo(new FailedForGood(
                        ErrorCode.TOO_MANY_REDIRECTS,
                        "More than 10 redirects, the last from " + site.url("/page"),
                        null));
        assertThat(site.requests()).hasSize(11);
    }

    @Test
    void theAddressPolicyAndTheRuleForRedirectsAreAskedFirst() {
        FailedForGood robots = new FailedForGood(ErrorCode.ROBOTS_REFUSED, "Blocked by robots.txt", null);
        serve("", "<meta http-equiv=refresh content='0;url=http://127.0.0.2/inner'>");
        assertThat(fetch("/page"))
                .isEqualTo(new FailedForGood(ErrorCode.ADDRESS_REFUSED, "Refused by the address policy", null));

        serve("", "<meta http-equiv=refresh content='0;url=/target'>");
        assertThat(fetcher.fetch(request("/page").under(next -> Optional.of(robots))))
                .isEqualTo(robots);
    }

    @Test
    void aPageThatSetsACookieAndRefreshesItselfIsLookedAtAgainOnce() {
        site.on("/gate", out -> {
            String answer = site.requests().getLast().contains("Cookie: gate=open")
                    ? HostileSite.response("200 OK", HTML, ARTICLE)
                    : HostileSite.response(
                            "200 OK",
                            HTML + "Set-Cookie: gate=open\r\n",
                            "<meta http-equiv=refresh content='0;url=/gate'>");
            out.write(answer.getBytes(StandardCharsets.US_ASCII));
            return true;
        });
        site.on(
                "/wait",
                HostileSite.response(
                        "200 OK", HTML + "Set-Cookie: n=1\r\n", "<meta http-equiv=refresh content='2'>Please wait"));

        assertThat(new String(((Fetched) fetch("/gate")).body(), StandardCharsets.US_ASCII))
                .isEqualTo(ARTICLE);
        int before = site.requests().size();
        assertThat(fetch("/wait")).isInstanceOf(Fetched.class);
        assertThat(site.requests()).hasSize(before + 2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /caf\u00c3\u00a9   | /caf%C3%A9
            /caf\u00e9         | /caf%E9
            /caf\u00e9?q=\u00fc | /caf%E9?q=%FC
            /a b               | /a%20b
            \\a\\b             | /a/b
            a                  | /a
            ./b/../a           | /a
            ?x                 | /page?x
            /a#part            | /a
            /%e9               | /%e9
            """)
    void aLocationLeadsWhereItsBytesSay(String location, String path) {
        HostileSite.Behaviour moved = out -> {
            boolean first = site.requests().size() == 1;
            String answer = first
                    ? HostileSite.response("301 Moved", "Location:  " + location + " \r\n", "")
                    : HostileSite.response("200 OK", HTML, ARTICLE);
            out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
            return true;
        };
        site.on("/page", moved);
        site.on(path.replaceFirst("\\?.*", ""), moved);

        assertThat(fetch("/page"))
                .isInstanceOfSatisfying(
                        Fetched.class, page -> assertThat(page.finalUrl()).isEqualTo(site.url(path)));
        assertThat(site.requests().getLast()).startsWith("GET " + path + " ");
    }

    private void serve(String headers, String body) {
        site.on("/page", HostileSite.response("200 OK", HTML + headers, body));
    }

    private FetchOutcome fetch(String path) {
        return fetcher.fetch(request(path));
    }

    private FetchRequest request(String path) {
        return FetchRequest.of(ArticleUrl.parse(site.url(path)), Duration.ofSeconds(20));
    }
}

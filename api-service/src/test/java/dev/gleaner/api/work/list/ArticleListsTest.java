package dev.gleaner.api.work.list;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.api.submission.web.ArticleListing.Listed;
import dev.gleaner.api.submission.web.ArticleListing.Listing;
import dev.gleaner.api.submission.web.ArticleListing.Unlisted;
import dev.gleaner.fetch.AddressPolicy;
import dev.gleaner.fetch.FetchLimits;
import dev.gleaner.fetch.FetchOptions;
import dev.gleaner.fetch.Fetcher;
import dev.gleaner.testkit.HostileSite;
import dev.gleaner.url.ArticleUrl;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ArticleListsTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final HostileSite site = HostileSite.on("127.0.0.1");
    private final HostileSite other = HostileSite.on("127.0.0.2");
    private final ArticleLists lists = lists(LONG);

    @AfterEach
    void close() throws IOException {
        lists.close();
        site.close();
        other.close();
    }

    @Test
    void aPackedSitemapWithoutAWordOfItIsRead() {
        byte[] packed = HostileSite.gzip(sitemap(1, "").getBytes(StandardCharsets.UTF_8));
        site.on("/sitemap.xml.gz", out -> {
            out.write(("HTTP/1.1 200 OK\r\nContent-Type: application/gzip\r\nContent-Length: " + packed.length
                            + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(packed);
            return true;
        });

        assertThat(urls(read("/sitemap.xml.gz"))).containsExactly("https://a.example/0");
    }

    @Test
    void anIndexLeadsToItsFilesTheNewestFirstAndSecretsStayWhereTheyWereGiven() {
        answer(
                "/index.xml",
                "<sitemapindex><sitemap><loc>/old.xml</loc><lastmod>2020-01-01</lastmod></sitemap>"
                        + "<sitemap><loc>" + other.url("/new.xml") + "</loc><lastmod>2026-01-01</lastmod></sitemap>"
                        + "<sitemap><loc>/404</loc></sitemap></sitemapindex>");
        answer("/old.xml", "<urlset><url><loc>https://a.example/old</loc></url></urlset>");
        other.on(
                "/new.xml",
                HostileSite.response("200 OK", "", "<urlset><url><loc>https://a.example/new</loc></url></urlset>"));

        Listing listing = lists.read(
                ArticleUrl.parse(site.url("/index.xml")), new FetchOptions(Map.of("cookie", "secret=1"), null, null));

        assertThat(urls(listing)).containsExactly("https://a.example/new", "https://a.example/old");
        assertThat(((Listed) listing).notes()).containsExactly("1 of its files could not be read.");
        assertThat(site.requests()).allSatisfy(request -> assertThat(request).contains("secret=1"));
        assertThat(other.requests()).singleElement().asString().doesNotContain("secret");
    }

    @Test
    void anIndexWithoutEndEnds() {
        answer("/1", "<sitemapindex><sitemap><loc>/2</loc></sitemap><sitemap><loc>/1</loc></sitemap></sitemapindex>");
        answer("/2", "<sitemapindex><sitemap><loc>/3</loc></sitemap></sitemapindex>");
        answer("/3", "<sitemapindex><sitemap><loc>/4</loc></sitemap></sitemapindex>");
        answer(
                "/wide",
                "<sitemapindex>"
                        + IntStream.range(0, 100)
                                .mapToObj(i -> "<sitemap><loc>/w" + i + "</loc></sitemap>")
                                .collect(Collectors.joining())
                        + "</sitemapindex>");
        IntStream.range(0, 100).forEach(i -> answer("/w" + i, "[\"https://a.example/" + i + "\"]"));

        assertThat(read("/1")).isEqualTo(new Unlisted("its index leads to indexes without end", false));
        assertThat(site.requests()).hasSize(3);
        assertThat(((Listed) read("/wide")).notes()).containsExactly("It has more files than are read of one list, 5.");
    }

    @Test
    void ofTooManyTheNewestAreTakenAndDuplicatesOnce() {
        answer(
                "/feed",
                "<rss><channel>"
                        + IntStream.range(0, 30)
                                .mapToObj(i ->
                                        "<item><link>https://a.example/%d</link><pubDate>2026-01-%02d</pubDate></item>"
                                                .formatted(i, i + 1))
                                .collect(Collectors.joining())
                        + "<item><link>https://a.example/29#again</link></item><item><link>mailto:x</link></item>"
                        + "</channel></rss>");

        Listing listing = read("/feed");

        assertThat(urls(listing))
                .containsExactly(IntStream.range(0, 4)
                        .mapToObj(i -> "https://a.example/" + (29 - i))
                        .toArray(String[]::new));
        assertThat(((Listed) listing).notes())
                .containsExactly(
                        "The list has 30 articles; the newest 4 are taken.",
                        "1 of its entries are no http or https addresses and were left out.",
                        "1 of its entries stand there more than once.");
    }

    @Test
    void whatCannotBeFetchedIsSaidWithWhetherItMayBeLater() {
        site.on("/inside", HostileSite.response("302 Found", "Location: http://127.0.0.3/\r\n", ""));
        answer("/large", " ".repeat(200_000));
        byte[] bomb = HostileSite.gzip(new byte[5_000_000]);
        site.on("/bomb", out -> {
            out.write(("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + bomb.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(bomb);
            return true;
        });

        assertThat(forNow("/404")).isFalse();
        assertThat(forNow("/503-later")).isTrue();
        assertThat(forNow("/inside")).isFalse();
        assertThat(forNow("/large")).isFalse();
        assertThat(forNow("/bomb")).isFalse();
        assertThat(forNow("/ok")).isFalse();
    }

    @Test
    void aListThatComesTooSlowlyIsGivenUp() {
        answer(
                "/index",
                "<sitemapindex><sitemap><loc>/fast</loc></sitemap><sitemap><loc>/slow</loc></sitemap>"
                        + "<sitemap><loc>/never</loc></sitemap></sitemapindex>");
        answer("/fast", "https://a.example/1");
        try (ArticleLists hasty = lists(Duration.ofMillis(1_500))) {
            assertThat(hasty.read(ArticleUrl.parse(site.url("/slow")), FetchOptions.NONE))
                    .isInstanceOfSatisfying(
                            Unlisted.class, slow -> assertThat(slow.forNow()).isTrue());
            Listing listing = hasty.read(ArticleUrl.parse(site.url("/index")), FetchOptions.NONE);
            assertThat(urls(listing)).containsExactly("https://a.example/1");
            assertThat(((Listed) listing).notes()).contains("There was no time for all of its files; 2 were read.");
        }
    }

    private boolean forNow(String path) {
        assertThat(read(path)).isInstanceOf(Unlisted.class);
        return ((Unlisted) read(path)).forNow();
    }

    private Listing read(String path) {
        return lists.read(ArticleUrl.parse(site.url(path)), FetchOptions.NONE);
    }

    private static List<String> urls(Listing listing) {
        assertThat(listing).isInstanceOf(Listed.class);
        return ((Listed) listing)
                .articles().stream().map(one -> one.path("url").asString()).toList();
    }

    private void answer(String path, String body) {
        site.on(path, HostileSite.response("200 OK", "Content-Type: text/html\r\n", body));
    }

    private static String sitemap(int count, String more) {
        return "<urlset>"
                + IntStream.range(0, count)
                        .mapToObj(i -> "<url><loc>https://a.example/" + i + "</loc></url>")
                        .collect(Collectors.joining())
                + more + "</urlset>";
    }

    private ArticleLists lists(Duration timeout) {
        return new ArticleLists(
                new Fetcher(
                        AddressPolicy.of(
                                "127.0.0.1:%d,127.0.0.2:%d".formatted(site.port(), other.port()),
                                AddressPolicy.DEFAULT_PORTS),
                        FetchLimits.defaults(),
                        "GleanerTest/1.0",
                        InstantSource.system()),
                new ListLimits(4, 100_000, 5, timeout, LONG),
                InstantSource.system());
    }
}

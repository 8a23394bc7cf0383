package dev.gleaner.api.work.list;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.testkit.HostileSite;
import dev.gleaner.url.ArticleUrl;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileReaderTest {
    private static final ArticleUrl ADDRESS = ArticleUrl.parse("https://a.example/lists/news.xml");
    private static final int MOST = 2_000_000;

    private final FileReader reader = new FileReader(MOST);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"https://a.example/1\", \"/2\"]",
                "[{\"url\": \"https://a.example/1\"}, {\"link\": \"https://a.example/2\"}]",
                "{\"articles\": [\"https://a.example/1\", {\"url\": \"https://a.example/2\"}]}",
                "{\"urls\": [\"https://a.example/1\", \"https://a.example/2\"], \"items\": []}",
                "{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\":"
                        + " [{\"id\": \"x\", \"url\": \"https://a.example/1\"}, {\"id\": \"https://a.example/2\"}]}",
                "https://a.example/1\r\n\r\n# more\r\n  https://a.example/2",
                """
                <?xml version="1.0"?><rss version="2.0"><channel><link>https://a.example/</link>
                <item><title>One</title><link>https://a.example/1</link></item>
                <item><guid isPermaLink="true">https://a.example/2</guid></item></channel></rss>""",
                """
                <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
                <channel rdf:about="https://a.example/"><link>https://a.example/</link></channel>
                <item rdf:about="https://a.example/1"><link>https://a.example/1</link></item>
                <item rdf:about="https://a.example/2"/></rdf:RDF>""",
                """
                <feed xmlns="http://www.w3.org/2005/Atom"><link rel="self" href="https://a.example/feed"/>
                <entry><link rel="self" href="/1.xml"/><link rel="alternate" href="/1"/><id>tag:1</id></entry>
                <entry><link rel="enclosure" href="/2.mp3"/><link href="../2"/></entry></feed>""",
                """
                <a:feed xmlns:a="http://www.w3.org/2005/Atom" xml:base="https://a.example/deep/">
                <a:entry xml:base="er/"><a:link href="../../1"/></a:entry>
                <a:entry><a:link type="application/json" href="/2.json"/><a:link type="text/html" href="/2"/></a:entry>
                </a:feed>""",
                """
                <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
                  xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
                <url><loc> https://a.example/1 </loc><image:image><image:loc>https://a.example/i.png</image:loc></image:image>
                </url><url><image:image><image:loc>https://a.example/j.png</image:loc></image:image>
                <loc><![CDATA[https://a.example/2]]></loc></url></urlset>"""
            })
    void eachFormIsRead(String file) {
        assertThat(urls(read(file))).containsExactly("https://a.example/1", "https://a.example/2");
    }

    @Test
    void anEntryIsTheArticleAndNotTheCounterBeforeIt() {
        assertThat(urls(read("""
                <rss xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0" xmlns:atom="http://www.w3.org/2005/Atom">
                <channel><item><atom:link rel="self" href="https://a.example/self"/>
                <link>https://feeds.example/~r/1</link><guid isPermaLink="false">https://a.example/no</guid>
                <feedburner:origLink>https://a.example/1?a=1&amp;b=2</feedburner:origLink></item></channel></rss>"""))).containsExactly("https://a.example/1?a=1&b=2");
    }

    @Test
    void timesOrderAndFieldsStay() {
        ListFile.Entries feed = (ListFile.Entries) read("""
                <rss><channel><item><link>https://a.example/1</link><pubDate>Mon, 6 Sep 2021 00:01:00 EST</pubDate></item>
                <item xmlns:dc="d"><link>https://a.example/2</link><dc:date>2021-09-07</dc:date></item></channel></rss>""");
        ListFile.Entries list = (ListFile.Entries) read("[{\"url\": \"https://a.example/1\", \"source\": \"s\"}]");

        assertThat(feed.entries())
                .extracting(Entry::at)
                .containsExactly(Instant.parse("2021-09-06T05:01:00Z"), Instant.parse("2021-09-07T00:00:00Z"));
        assertThat(String.valueOf(list.entries().getFirst().fields())).contains("\"source\":\"s\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', nullValues = "none", textBlock = """
            2026-11-30                          ~ 2026-11-30T00:00:00Z
            2026                                ~ 2026-01-01T00:00:00Z
            2026-11-30T12:30Z                   ~ 2026-11-30T12:30:00Z
            2026-11-30T12:30:15.123+02:00       ~ 2026-11-30T10:30:15Z
            2026-11-30 12:30:15 +0200           ~ 2026-11-30T10:30:15Z
            Mon, 30 Nov 2026 12:30:15 GMT       ~ 2026-11-30T12:30:15Z
            Tue, 30 Nov 26 12:30 PDT            ~ 2026-11-30T19:30:00Z
            30 November 1999 12:30:60 +0100     ~ 1999-11-30T11:30:59Z
            31 Feb 2026 00:00:00 GMT            ~ none
            yesterday                           ~ none
            """)
    void datesAreReadAsTheyAreMet(String text, @Nullable String time) {
        assertThat(ListDate.parse(text)).isEqualTo(Optional.ofNullable(time).map(Instant::parse));
    }

    @Test
    void anIndexNamesFiles() {
        assertThat(read("""
                <sitemapindex><sitemap><loc>https://a.example/s1.xml</loc><lastmod>2026-01-01</lastmod></sitemap>
                <sitemap><loc>/s2.xml.gz</loc></sitemap></sitemapindex>"""))
                .isInstanceOfSatisfying(
                        ListFile.Index.class,
                        index -> assertThat(index.files())
                                .extracting(Entry::url)
                                .containsExactly("https://a.example/s1.xml", "https://a.example/s2.xml.gz"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<rss><channel><item><title>A & B</title><link>https://a.example/1?a=b&c=d</link></item></channel></rss>",
                "<rss><channel><item><title>A&nbsp;B</title><link>https://a.example/1?a=b&amp;c=d</link></item></channel></rss>",
                "<rss><channel><item><title>A\u0007</title><link>https://a.example/1?a=b&amp;c=d</link></item></channel></rss>",
                "<rss><channel><item><link>https://a.example/1?a=b&amp;c=d</link><b></item></channel></rss>",
                "<rss><channel><item><link>https://a.example/1?a=b&amp;c=d</link></item><item><link>https://a.exam"
            })
    void whatIsNotWellFormedIsReadAsFarAsItIsSound(String file) {
        assertThat(read(file)).isInstanceOfSatisfying(ListFile.Entries.class, entries -> {
            assertThat(urls(entries)).containsExactly("https://a.example/1?a=b&c=d");
            assertThat(entries.damaged()).isTrue();
        });
    }

    @Test
    void entitiesOfAFileAreNotExpandedAndNothingIsReadForThem() {
        String bomb = "<!DOCTYPE rss [<!ENTITY a \"https://a.example/\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">"
                + "<!ENTITY c SYSTEM \"file:///etc/passwd\"><!ENTITY % d SYSTEM \"http://127.0.0.1/d\"> %d;]>";

        assertThat(urls(read(bomb + "<rss><channel><item><link>/x?&b;&c;</link></item></channel></rss>")))
                .singleElement()
                .asString()
                .startsWith("https://a.example/x?&b")
                .hasSizeLessThan(60)
                .doesNotContain("root");
    }

    @Test
    void whatOnlyAsksForDepthCostsNoMore() {
        assertThat(read("<rss><channel>" + "<item>".repeat(100_000)).getClass()).isEqualTo(ListFile.Entries.class);
        assertThat(read("<rss>" + "<a>".repeat(400_000)).getClass()).isEqualTo(ListFile.Entries.class);
        assertThat(read("[".repeat(100_000))).isInstanceOf(ListFile.NoList.class);
        assertThat(read("[" + "[],".repeat(600_000) + "0]")).isInstanceOf(ListFile.NoList.class);
    }

    @Test
    void whatIsPackedIsUnpackedWithinTheLimit() {
        String list = "[\"https://a.example/1\"]";

        assertThat(urls(reader.read(HostileSite.gzip(list.getBytes(StandardCharsets.UTF_8)), null, ADDRESS)))
                .containsExactly("https://a.example/1");
        assertThat(reader.read(HostileSite.gzip(new byte[MOST + 1]), null, ADDRESS))
                .isEqualTo(new ListFile.NoList("is larger than 2000000 bytes when it is unpacked"));
        byte[] all = HostileSite.gzip(lines(20_000).getBytes(StandardCharsets.UTF_8));
        assertThat(reader.read(Arrays.copyOf(all, all.length / 2), null, ADDRESS))
                .isInstanceOfSatisfying(ListFile.Entries.class, half -> {
                    assertThat(half.damaged()).isTrue();
                    assertThat(half.entries()).hasSizeBetween(1_000, 19_999);
                });
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-8, none, false", "UTF-8, UTF-8, true", "ISO-8859-1, ISO-8859-1, true", "windows-1252, windows-1252, false",
        "UTF-16LE, none, true", "UTF-16BE, none, true", "UTF-8, ISO-8859-1, false", "windows-1252, none, false",
        "Shift_JIS, Shift_JIS, true"
    })
    void encodingsAreThoseOfTheFileAndElseOfTheServer(String real, String said, boolean inTheFile) {
        String path = real.equals("Shift_JIS") ? "日本" : "é";
        String declaration = inTheFile ? "<?xml version=\"1.0\" encoding=\"%s\"?>".formatted(said) : "";
        String bom = real.startsWith("UTF-16") ? "\uFEFF" : "";
        byte[] bytes = (bom + declaration + "<urlset><url><loc>https://a.example/" + path + "</loc></url></urlset>")
                .getBytes(Charset.forName(real));

        assertThat(urls(reader.read(bytes, inTheFile || said.equals("none") ? null : said, ADDRESS)))
                .containsExactly("https://a.example/" + path);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            ''                                   ~ is empty
            {"a": 1}                             ~ is JSON, but neither a list nor an object with articles, urls or items
            [1,                                  ~ is not valid JSON at line 1, column 4
            <svg/>                               ~ is XML, but neither a feed nor a sitemap: its outermost element is <svg>
            Hello                                ~ is neither JSON, a feed, a sitemap nor text with an address in each line
            <!DOCTYPE html><p>                   ~ is an HTML page
            <html><link rel="alternate" type="application/rss+xml" href="/feed"> ~ is an HTML page; it names this feed: https://a.example/feed
            """)
    void whatIsNoListIsSaidToBeWhatItIs(String file, String reason) {
        assertThat(read(file)).isEqualTo(new ListFile.NoList(reason));
    }

    @Test
    void aSitemapOfTheLargestSizeIsReadStrictly() {
        String urls = IntStream.range(0, 25_000)
                .mapToObj(i -> "<url><loc>https://a.example/" + i + "</loc><lastmod>2026-01-01</lastmod></url>")
                .collect(Collectors.joining());

        assertThat(read("<urlset>" + urls + "</urlset>")).isInstanceOfSatisfying(ListFile.Entries.class, entries -> {
            assertThat(entries.entries()).hasSize(25_000);
            assertThat(entries.damaged()).isFalse();
        });
    }

    private static String lines(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "https://a.example/" + Integer.toHexString(i * 7919))
                .collect(Collectors.joining("\n"));
    }

    private ListFile read(String file) {
        return reader.read(file.getBytes(StandardCharsets.UTF_8), null, ADDRESS);
    }

    private static List<String> urls(ListFile file) {
        return ((ListFile.Entries) file)
                .entries().stream().map(entry -> entry.url().strip()).toList();
    }
}

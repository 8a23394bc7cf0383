package dev.gleaner.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.article.ErrorCode;
import dev.gleaner.fetch.FetchOutcome.FailedForGood;
import dev.gleaner.fetch.FetchOutcome.Fetched;
import dev.gleaner.testkit.HostileSite;
import dev.gleaner.url.ArticleUrl;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The type that a server names is held against the bytes of its page. */
@Timeout(60)
class TypesThatLieTest {
    private static final String PAGE = "<!DOCTYPE html><title>Fähre</title><p>" + "Die Fähre fährt länger. ".repeat(20);
    private static final byte[] PLAIN = PAGE.getBytes(StandardCharsets.UTF_8);

    private final HostileSite site = HostileSite.on("127.0.0.1");
    private final Fetcher fetcher = new Fetcher(
            AddressPolicy.of("127.0.0.1", "1-65535"),
            FetchLimits.defaults(),
            "GleanerTest/1.0",
            InstantSource.system());

    @AfterEach
    void close() throws Exception {
        fetcher.close();
        site.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            text/html, text/html; charset=UTF-8                | text/html  | UTF-8
            text/html; charset=UTF-8, text/html                | text/html  | UTF-8
            text/html; charset=latin1;;text/html; charset=utf-8 | text/html | utf-8
            text/html;;text/html; charset=utf-8                | text/html  | utf-8
            text/plain, text/html                              | text/html  |
            application/pdf, text/html                         | text/html  |
            text/html; charset=utf-8, */*                      | text/html  | utf-8
            text/html; charset=utf-8, nonsense                 | text/html  | utf-8
            text/html; charset="utf-8"                         | text/html  | utf-8
            text/html; charset='utf-8'                         | text/html  | utf-8
            text/html; x="a, text/plain"; charset=utf-8        | text/html  | utf-8
            TEXT/HTML;CHARSET=utf8                             | text/html  | utf8
            text/html ;charset=utf-8                           | text/html  | utf-8
            html                                               | text/html  |
            text                                               | text/html  |
            text/html charset=utf-8                            | text/html  |
            text/                                              | text/html  |
            */*                                                | text/html  |
            unknown/unknown                                    | text/html  |
            ;                                                  | text/html  |
            """)
    void theLastTypeThatCanBeReadCounts(String types, String type, @Nullable String charset) {
        StringBuilder headers = new StringBuilder();
        for (String value : types.split(";;", -1)) {
            headers.append("Content-Type: ").append(value).append("\r\n");
        }
        serve(headers.toString(), PLAIN);

        assertThat(fetch()).isInstanceOfSatisfying(Fetched.class, page -> {
            assertThat(page.contentType()).isEqualTo(type);
            assertThat(page.charset()).isEqualTo(charset);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            255044462d312e370a25e2e3cfd3     | application/pdf
            efbbbf0d0a255044462d312e37       | application/pdf
            89504e470d0a1a0a0000000d49484452 | image/png
            ffd8ffe000104a46494600           | image/jpeg
            474946383961010001008000         | image/gif
            474946383761010001008000         | image/gif
            52494646240000005745425056503820 | image/webp
            504b0304140000000800             | application/zip
            504b0506000000000000             | application/zip
            1f8b0800000000000003             | application/gzip
            526172211a0700                   | application/vnd.rar
            377abcaf271c0004                 | application/x-7z-compressed
            d0cf11e0a1b11ae10000             | application/x-ole-storage
            00000020667479706d703432         | video/mp4
            0000001c6674797061766966         | image/avif
            1a45dfa39f428681                 | video/webm
            4f67675300020000                 | application/ogg
            4944330300000000                 | audio/mpeg
            424d36840300000000003600         | image/bmp
            00000100010010101000             | image/x-icon
            252150532d41646f62652d332e30     | application/postscript
            774f4646000100000000             | font/woff
            0061736d01000000                 | application/wasm
            """)
    void bytesThatAreNoPageAreRefusedByTheirName(String bytes, String type) {
        byte[] body = HexFormat.of().parseHex(bytes);
        for (String label : new String[] {"text/html; charset=utf-8", "text/plain", "application/xhtml+xml", ""}) {
            serve(label.isEmpty() ? "" : "Content-Type: " + label + "\r\n", body);

            assertThat(fetch())
                    .as(label)
                    .isEqualTo(new FailedForGood(
                            ErrorCode.NOT_HTML, "The page is neither HTML nor plain text but " + type, 200));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BMW builds a new plant by the river.",
                "ID3 tags are how music files name their singer.",
                "OTTO is the name of a cat.",
                "PK is short for penalty kick.",
                "RIFF is what they called the reef.",
                "%PDF is how every such file begins."
            })
    void aTextThatBeginsLikeAFormatStaysAText(String text) {
        serve("Content-Type: text/plain\r\n", text.getBytes(StandardCharsets.US_ASCII));

        assertThat(fetch()).isInstanceOf(Fetched.class);
    }

    @Test
    void somethingBinaryIsNoPlainText() {
        serve("Content-Type: text/plain\r\n", new byte[] {'a', 0, 1, 2});

        assertThat(fetch())
                .isEqualTo(new FailedForGood(
                        ErrorCode.NOT_HTML,
                        "The page is neither HTML nor plain text but application/octet-stream",
                        200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
    void aPageInTwoBytesACharacterIsNotBinary(String charset) {
        serve("", PAGE.getBytes(Charset.forName(charset)));

        assertThat(fetch())
                .isInstanceOfSatisfying(
                        Fetched.class, page -> assertThat(page.contentType()).isEqualTo("text/html"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <?xml version="1.0"?><!-- of today --><rss version="2.0"><channel> | application/rss+xml
            <?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">    | application/atom+xml
            """)
    void aFeedIsNoPage(String body, String type) {
        serve("Content-Type: text/html\r\n", body.getBytes(StandardCharsets.US_ASCII));

        assertThat(fetch())
                .isEqualTo(new FailedForGood(
                        ErrorCode.NOT_HTML, "The page is neither HTML nor plain text but " + type, 200));
    }

    private void serve(String headers, byte[] body) {
        site.on("/page", out -> {
            out.write(("HTTP/1.1 200 OK\r\nContent-Length: " + body.length + "\r\n" + headers + "\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            out.write(body);
            return true;
        });
    }

    private FetchOutcome fetch() {
        return fetcher.fetch(FetchRequest.of(ArticleUrl.parse(site.url("/page")), Duration.ofSeconds(20)));
    }
}

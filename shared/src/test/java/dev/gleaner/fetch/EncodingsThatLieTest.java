package dev.gleaner.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.gleaner.article.ErrorCode;
import dev.gleaner.fetch.FetchOutcome.FailedForGood;
import dev.gleaner.fetch.FetchOutcome.Fetched;
import dev.gleaner.testkit.HostileSite;
import dev.gleaner.url.ArticleUrl;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The compression that a server names is held against the bytes of its page. */
@Timeout(60)
class EncodingsThatLieTest {
    private static final String PAGE = "<!DOCTYPE html><title>Fähre</title><p>" + "Die Fähre fährt länger. ".repeat(20);
    private static final byte[] PLAIN = PAGE.getBytes(StandardCharsets.UTF_8);

    /** Fifty times "Brötli", by the reference encoder. */
    private static final byte[] BROTLI = Base64.getDecoder().decode("G5YB+B2nw5qfO6t54OhspVCaXIP4sA0rQQgsB6CZEOqv4AQ=");

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
    @ValueSource(
            strings = {
                "UTF-8",
                "none",
                "8bit",
                "text/html",
                "binary",
                "identity",
                "Identity, identity",
                "gzip",
                "x-gzip",
                "GZIP",
                "br",
                "deflate",
                "zstd",
                "gzip, br",
                "utf-8, gzip",
                "compress",
                "aws-chunked",
                "\"gzip\"",
                "",
            })
    void whatIsNotCompressedIsReadWhateverTheEncodingSays(String encoding) {
        serve("Content-Encoding: " + encoding + "\r\nContent-Type: text/html\r\n", PLAIN);

        assertThat(fetch())
                .isInstanceOfSatisfying(
                        Fetched.class, page -> assertThat(page.body()).isEqualTo(PLAIN));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gzip",
                "x-gzip",
                "GZip",
                "gzip, identity",
                "identity, gzip",
                "utf-8, gzip",
                "gzip;q=1.0",
                "br",
                "deflate",
                "zstd",
                "application/gzip",
                "UTF-8",
            })
    void gzipIsUndoneByWhateverNameItIsCalled(String encoding) {
        serve("Content-Encoding: " + encoding + "\r\nContent-Type: text/html\r\n", HostileSite.gzip(PLAIN));

        assertThat(fetch())
                .isInstanceOfSatisfying(
                        Fetched.class, page -> assertThat(page.body()).isEqualTo(PLAIN));
    }

    @ParameterizedTest
    @CsvSource({"gzip", "'gzip, gzip'"})
    void whatWasCompressedTwiceIsUnpackedTwice(String encoding) {
        byte[] twice = HostileSite.gzip(HostileSite.gzip(PLAIN));
        serve("Content-Encoding: " + encoding + "\r\nContent-Type: text/html\r\n", twice);

        assertThat(fetch())
                .isInstanceOfSatisfying(
                        Fetched.class, page -> assertThat(page.body()).isEqualTo(PLAIN));
    }

    @Test
    void severalHeadersAreOneList() {
        byte[] twice = HostileSite.gzip(Zstd.compress(PLAIN));
        serve("Content-Encoding: zstd\r\nContent-Encoding: gzip\r\nContent-Type: text/html\r\n", twice);

        assertThat(fetch())
                .isInstanceOfSatisfying(
                        Fetched.class, page -> assertThat(page.body()).isEqualTo(PLAIN));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void deflateIsReadInBothOfItsForms(boolean bare) throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, bare);
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed, deflater)) {
            out.write(PLAIN);
        } finally {
            deflater.end();
        }
        serve("Content-Encoding: deflate\r\nContent-Type: text/html\r\n", packed.toByteArray());

        assertThat(fetch())
                .isInstanceOfSatisfying(
                        Fetched.class, page -> assertThat(page.body()).isEqualTo(PLAIN));
    }

    @Test
    void brotliIsRead() {
        serve("Content-Encoding: br\r\nContent-Type: text/html\r\n", BROTLI);

        assertThat(fetch())
                .isInstanceOfSatisfying(
                        Fetched.class,
                        page -> assertThat(page.body())
                                .asString(StandardCharsets.UTF_8)
                                .startsWith("<p>Brötli"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br", "zstd", "deflate", "utf-8"})
    void anEmptyPageIsEmptyUnderAnyEncoding(String encoding) {
        serve("Content-Encoding: " + encoding + "\r\nContent-Type: text/html\r\n", new byte[0]);

        assertThat(fetch())
                .isInstanceOfSatisfying(
                        Fetched.class, page -> assertThat(page.body()).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "compress, The content encoding is not supported: compress",
        "x-own, The content encoding is not supported: x-own",
        "gzip, The compressed page is damaged: it cannot be read as gzip",
        "zstd, The compressed page is damaged: it cannot be read as zstd"
    })
    void whatIsNeitherTextNorWhatItIsCalledIsRefusedByName(String encoding, String error) {
        serve(
                "Content-Encoding: " + encoding + "\r\nContent-Type: text/html\r\n",
                HexFormat.of().parseHex("1f9d900a0b0c0102030405"));

        assertThat(fetch()).isEqualTo(new FailedForGood(ErrorCode.PROTOCOL_ERROR, error, null));
    }

    @Test
    void threeLayersAreRefused() {
        byte[] thrice = HostileSite.gzip(HostileSite.gzip(HostileSite.gzip(PLAIN)));
        serve("Content-Encoding: gzip, gzip, gzip\r\nContent-Type: text/html\r\n", thrice);

        assertThat(fetch())
                .isEqualTo(new FailedForGood(
                        ErrorCode.PROTOCOL_ERROR, "The content encoding is not supported: gzip, gzip, gzip", null));
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

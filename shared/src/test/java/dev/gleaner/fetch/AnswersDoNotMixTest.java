package dev.gleaner.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.article.ErrorCode;
import dev.gleaner.fetch.FetchOutcome.FailedForGood;
import dev.gleaner.fetch.FetchOutcome.FailedForNow;
import dev.gleaner.fetch.FetchOutcome.Fetched;
import dev.gleaner.testkit.HostileSite;
import dev.gleaner.url.ArticleUrl;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a server sends behind an answer, the next fetch gets an answer of its own. */
@Timeout(60)
class AnswersDoNotMixTest {
    private static final String HTML = "Content-Type: text/html\r\n";
    private static final String OWN = "<p>The answer to the second request.";
    private static final String PLANTED = HostileSite.response("200 OK", HTML, "<p>Planted by the first answer.");

    private final HostileSite site = HostileSite.on("127.0.0.1");
    private final BlockingQueue<OutputStream> connections = new LinkedBlockingQueue<>();
    private final Fetcher fetcher = new Fetcher(
            AddressPolicy.of("127.0.0.1", "1-65535"),
            FetchLimits.defaults(),
            "GleanerTest/1.0",
            InstantSource.system());

    @BeforeEach
    void answerTheSecond() {
        site.on("/second", HostileSite.response("200 OK", HTML, OWN));
    }

    @AfterEach
    void close() throws Exception {
        fetcher.close();
        site.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\n\r\nfirst",
                "Transfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n5\r\nfirst\r\n0\r\n\r\n",
                "Content-Length: 900\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n0\r\n\r\n",
            })
    void whatStandsBehindAnAnswerIsNotTheNextOne(String answer) {
        site.on("/first", "HTTP/1.1 200 OK\r\n" + HTML + answer + PLANTED);

        assertThat(text(fetch("/first"))).isEqualTo("first");
        assertThat(text(fetch("/second"))).isEqualTo(OWN);
        assertThat(site.connections()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"HTTP/1.1 204 No Content\r\n\r\n", "HTTP/1.1 304 Not Modified\r\nContent-Length: 900\r\n\r\n"})
    void anAnswerWithoutABodyHasNoneBehindIt(String answer) {
        site.on("/first", answer + PLANTED);

        assertThat(fetch("/first")).isInstanceOf(FailedForGood.class);
        assertThat(text(fetch("/second"))).isEqualTo(OWN);
    }

    @Test
    void theBodyOfAnAnswerToHeadIsNotTheNextAnswer() {
        site.on("/first", PLANTED);
        FetchRequest head = request("/first").with(HttpMethod.HEAD, null).reading(Reading.raw(1_000));

        assertThat(text(fetcher.fetch(head))).isEmpty();
        assertThat(text(fetch("/second"))).isEqualTo(OWN);
    }

    @Test
    void whatComesWhileAConnectionIsIdleIsNotTheNextAnswer() throws Exception {
        answerAndKeep("/first", HostileSite.response("200 OK", HTML, "first"));

        assertThat(text(fetch("/first"))).isEqualTo("first");
        send(PLANTED);

        assertThat(text(fetch("/second"))).isEqualTo(OWN);
        assertThat(site.connections()).isEqualTo(2);
    }

    @Test
    void oneByteOnAnIdleConnectionEndsIt() throws Exception {
        answerAndKeep("/first", HostileSite.response("200 OK", HTML, "first"));

        assertThat(text(fetch("/first"))).isEqualTo("first");
        send("\n");

        assertThat(text(fetch("/second"))).isEqualTo(OWN);
        assertThat(site.connections()).isEqualTo(2);
    }

    @Test
    void anAnswerWithTwoLengthsIsReadAndItsConnectionNotUsedAgain() {
        site.on(
                "/first",
                "HTTP/1.1 200 OK\r\n" + HTML
                        + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n5\r\nfirst\r\n0\r\n\r\n");

        assertThat(text(fetch("/first"))).isEqualTo("first");
        assertThat(text(fetch("/second"))).isEqualTo(OWN);
        assertThat(site.connections()).isEqualTo(2);
    }

    @Test
    void aConnectionInOrderIsUsedAgain() {
        site.on("/first", HostileSite.response("200 OK", HTML, "first"));
        site.on("/old", "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 3\r\n" + HTML + "\r\nold");

        for (int i = 0; i < 3; i++) {
            assertThat(text(fetch("/first"))).isEqualTo("first");
            assertThat(text(fetch("/old"))).isEqualTo("old");
            assertThat(text(fetch("/second"))).isEqualTo(OWN);
        }
        assertThat(site.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Content-Length: 5;Content-Length: 30
            Content-Length: 5, 30
            Content-Length: -5
            Content-Length: +5
            Content-Length: 0x5
            Content-Length: five
            Content-Length: 99999999999999999999
            """)
    void aLengthThatCanBeReadInTwoWaysIsNoHttp(String lengths) {
        site.on("/first", "HTTP/1.1 200 OK\r\n" + HTML + lengths.replace(";", "\r\n") + "\r\n\r\nfirst" + PLANTED);

        assertThat(fetch("/first"))
                .isEqualTo(new FailedForGood(ErrorCode.PROTOCOL_ERROR, "The answer is not valid HTTP", null));
        assertThat(text(fetch("/second"))).isEqualTo(OWN);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Content-Length: 5;Content-Length: 5
            Content-Length: 5, 5
            """)
    void aLengthThatIsSaidTwiceIsOneLength(String lengths) {
        site.on("/first", "HTTP/1.1 200 OK\r\n" + HTML + lengths.replace(";", "\r\n") + "\r\n\r\nfirst");

        assertThat(text(fetch("/first"))).isEqualTo("first");
        assertThat(text(fetch("/second"))).isEqualTo(OWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5 5", "-5", "0x5", "", ";5", "ffffffffffffffffffff", "5\u0000"})
    void aChunkWhoseSizeIsNoNumberIsNoHttp(String size) {
        site.on(
                "/first",
                "HTTP/1.1 200 OK\r\n" + HTML + "Transfer-Encoding: chunked\r\n\r\n" + size + "\r\nfirst\r\n0\r\n\r\n");

        assertThat(fetch("/first"))
                .isEqualTo(new FailedForGood(ErrorCode.PROTOCOL_ERROR, "The answer is not valid HTTP", null));
        assertThat(text(fetch("/second"))).isEqualTo(OWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip, chunked", "chunked, chunked", "identity", "xchunked"})
    void aTransferCodingThatIsNotReadIsNamed(String coding) {
        site.on("/first", "HTTP/1.1 200 OK\r\n" + HTML + "Transfer-Encoding: " + coding + "\r\n\r\nfirst");

        assertThat(fetch("/first"))
                .isEqualTo(new FailedForGood(
                        ErrorCode.PROTOCOL_ERROR, "The transfer coding is not supported: " + coding, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"100 Continue", "103 Early Hints", "199 Odd"})
    void interimAnswersWithoutEndAreNoHttp(String status) {
        site.on("/first", out -> {
            byte[] interim = ("HTTP/1.1 " + status + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
            while (true) {
                out.write(interim);
            }
        });

        assertThat(fetch("/first"))
                .isEqualTo(new FailedForGood(ErrorCode.PROTOCOL_ERROR, "The answer is not valid HTTP", null));
    }

    @Test
    void aSwitchToAnotherProtocolThatNobodyAskedForIsNoHttp() {
        site.on("/first", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n" + PLANTED);

        assertThat(fetch("/first"))
                .isEqualTo(new FailedForGood(ErrorCode.PROTOCOL_ERROR, "The answer is not valid HTTP", null));
        assertThat(text(fetch("/second"))).isEqualTo(OWN);
    }

    @Test
    void aHeaderThatGoesOnInTheNextLineIsRead() {
        site.on(
                "/first",
                "HTTP/1.1 200 OK\r\nContent-Type: text/html;\r\n charset=utf-8\r\nContent-Length: 5\r\n\r\nfirst");

        Fetched page = (Fetched) fetch("/first");

        assertThat(page.charset()).isEqualTo("utf-8");
        assertThat(text(page)).isEqualTo("first");
    }

    @Test
    void junkInFrontOfAnAnswerIsNoHttp() {
        site.on("/first", "junk\r\n" + PLANTED);

        assertThat(fetch("/first"))
                .isEqualTo(new FailedForGood(ErrorCode.PROTOCOL_ERROR, "The answer is not valid HTTP", null));
    }

    @Test
    void anAnswerThatComesBeforeTheRequestWasSentWholeIsNotTheNextOne() {
        site.on("/first", HostileSite.response("413 Too Large", HTML, "no") + PLANTED);
        FetchRequest post = request("/first")
                .with(HttpMethod.POST, new RequestBody("text/plain", new byte[1_000_000]))
                .reading(Reading.raw(1_000));

        FetchOutcome early = fetcher.fetch(post);

        assertThat(early).isInstanceOfAny(Fetched.class, FailedForNow.class);
        assertThat(text(fetch("/second"))).isEqualTo(OWN);
    }

    /** Answers in order, and lets the test write to the connection afterwards. */
    private void answerAndKeep(String path, String answer) {
        site.on(path, out -> {
            out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
            connections.add(out);
            return true;
        });
    }

    private void send(String surplus) throws InterruptedException, IOException {
        OutputStream connection = connections.take();
        connection.write(surplus.getBytes(StandardCharsets.ISO_8859_1));
        connection.flush();
    }

    private FetchOutcome fetch(String path) {
        return fetcher.fetch(request(path));
    }

    private FetchRequest request(String path) {
        return FetchRequest.of(ArticleUrl.parse(site.url(path)), Duration.ofSeconds(20));
    }

    private static @Nullable String text(FetchOutcome outcome) {
        assertThat(outcome).isInstanceOf(Fetched.class);
        return new String(((Fetched) outcome).body(), StandardCharsets.ISO_8859_1);
    }
}

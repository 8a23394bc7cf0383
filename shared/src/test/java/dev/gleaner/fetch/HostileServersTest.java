package dev.gleaner.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gleaner.article.ErrorCode;
import dev.gleaner.fetch.FetchOutcome.FailedForGood;
import dev.gleaner.fetch.FetchOutcome.FailedForNow;
import dev.gleaner.fetch.FetchOutcome.Fetched;
import dev.gleaner.testkit.HostileSite;
import dev.gleaner.url.ArticleUrl;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers that want to keep us busy keep only their own fetches busy. */
@Timeout(120)
class HostileServersTest {
    private static final Duration SHORT = Duration.ofMillis(400);
    private static final Duration AMPLE = Duration.ofSeconds(60);
    private static final String HTML = "Content-Type: text/html\r\n";

    private final Fetcher fetcher = new Fetcher(
            AddressPolicy.of("127.0.0.0/8", "1-65535"),
            FetchLimits.defaults(),
            "GleanerTest/1.0",
            InstantSource.system());

    @AfterEach
    void close() {
        fetcher.close();
    }

    @Test
    void aGigabyteInAGzipBombIsNotUnpacked() throws Exception {
        try (HostileSite site = HostileSite.on("127.0.0.1")) {
            assertThat(fetch(site.url("/gigabyte"), AMPLE))
                    .isEqualTo(new FailedForGood(ErrorCode.TOO_LARGE, "The page is too large", null));
        }
    }

    @Test
    void aMillionHeadersAreNotRead() throws Exception {
        try (HostileSite site = HostileSite.on("127.0.0.1")) {
            assertThat(fetch(site.url("/million-headers"), AMPLE))
                    .isEqualTo(new FailedForGood(ErrorCode.PROTOCOL_ERROR, "The answer is not valid HTTP", null));
        }
    }

    @Test
    void aServerThatNeverAnswersTheHandshakeIsCutOffAtTheDeadline() throws Exception {
        // Connections are taken by the system and never looked at.
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"))) {
            FetchOutcome outcome = fetch("https://127.0.0.1:" + silent.getLocalPort() + "/", SHORT);

            assertThat(outcome).isEqualTo(new FailedForNow(ErrorCode.TIMEOUT, "Timeout after 0.4 seconds", null, null));
            assertNothingIsLeaked();
        }
    }

    @Test
    void aServerWithoutTlsBehindHttpsIsSaid() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"))) {
            Thread.ofVirtual().start(() -> answerAll(plain, "HTTP/1.1 400 Bad Request\r\n\r\n"));

            assertThat(fetch("https://127.0.0.1:" + plain.getLocalPort() + "/", AMPLE))
                    .isEqualTo(new FailedForGood(ErrorCode.TLS_FAILED, "No secure connection could be made", null));
        }
    }

    @Test
    void aResetIsAFailedConnection() throws Exception {
        try (HostileSite site = HostileSite.on("127.0.0.1")) {
            assertThat(fetch(site.url("/reset"), AMPLE))
                    .isEqualTo(new FailedForNow(ErrorCode.CONNECTION_FAILED, "Connection failed", null, null));
        }
    }

    @Test
    void anAnswerLongerThanAnnouncedIsCutAtItsLength() throws Exception {
        try (HostileSite site = HostileSite.on("127.0.0.1")) {
            site.on("/short", "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n" + HTML + "\r\nTextAndMuchMore");

            assertThat(((Fetched) fetch(site.url("/short"), AMPLE)).body())
                    .asString()
                    .isEqualTo("Text");
        }
    }

    @Test
    void hostsThatStallAndDripLeaveAllWorkOfOthersAlone() throws Exception {
        List<HostileSite> bad = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            bad.add(HostileSite.on("127.0.0." + (10 + i)));
        }
        try (HostileSite good = HostileSite.on("127.0.0.2");
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<FetchOutcome>> stuck = new ArrayList<>();
            for (HostileSite site : bad) {
                for (String path : List.of("/slow", "/drip", "/drip-headers", "/huge-announced?", "/slow", "/drip")) {
                    stuck.add(threads.submit(() -> fetch(site.url(path), AMPLE)));
                }
            }
            await().atMost(AMPLE)
                    .until(() -> bad.stream().allMatch(site -> site.requests().size() == 6));

            List<Future<FetchOutcome>> work = IntStream.range(0, 2_000)
                    .mapToObj(i -> threads.submit(() -> fetch(good.url("/ok?" + i), AMPLE)))
                    .toList();
            for (Future<FetchOutcome> page : work) {
                assertThat(page.get()).isInstanceOf(Fetched.class);
            }

            assertThat(stuck.stream().filter(one -> !one.isDone()))
                    .as("fetches that were stuck all the while")
                    .hasSizeGreaterThanOrEqualTo(40);
            assertThat(good.connections()).isLessThanOrEqualTo(8);
            fetcher.close();
        } finally {
            for (HostileSite site : bad) {
                site.close();
            }
        }
    }

    private FetchOutcome fetch(String url, Duration timeout) {
        return fetcher.fetch(FetchRequest.of(ArticleUrl.parse(url), timeout));
    }

    private void assertNothingIsLeaked() {
        await().untilAsserted(() -> assertThat(fetcher.leasedConnections()).isZero());
    }

    private static void answerAll(ServerSocket server, String answer) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                socket.getInputStream().read();
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                socket.shutdownOutput();
                // Closed with something unread, the connection would be reset, which can overtake the answer.
                socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (IOException ended) {
                // The next one, or none.
            }
        }
    }
}

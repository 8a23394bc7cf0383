package dev.gleaner.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.gleaner.testkit.TestStores.PrivateStore;
import java.io.IOException;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestStoresTest {

    private static final Duration PLENTY = Duration.ofSeconds(60);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void theStoresAreSharedAndAnswer() throws IOException {
        assertThat(TestStores.redis()).isSameAs(TestStores.redis());
        assertThat(ping(TestStores.redis().url())).startsWith("+PONG");
        assertThat(TestStores.mongo()).isSameAs(TestStores.mongo());
        assertThat(TestStores.mongo().url()).startsWith("mongodb://");
        assertThat(TestStores.freshDatabase()).isNotEqualTo(TestStores.freshDatabase());
    }

    @Test
    void aPrivateRedisIsAnotherOneAndEndsWhenClosed() throws IOException {
        String url;
        try (PrivateStore redis = TestStores.startRedis()) {
            url = redis.url();
            assertThat(url).isNotEqualTo(TestStores.redis().url());
            assertThat(ping(url)).startsWith("+PONG");
        }
        String closed = url;
        assertThat(catchThrowable(() -> ping(closed))).isInstanceOf(IOException.class);
    }

    @Test
    void aRedisOfAKilledTestRunEndsToo() {
        String url;
        try (JavaProcess run = JavaProcess.start(TestRun.class, Map.of())) {
            url = run.awaitLine(line -> line.startsWith("redis://"), PLENTY);
            run.killHard();
        }
        // A shell has to notice that the run is gone, and the server to write its file and end.
        await().atMost(PLENTY)
                .untilAsserted(() -> assertThat(catchThrowable(() -> ping(url))).isInstanceOf(IOException.class));
    }

    static final class TestRun {
        public static void main(String[] arguments) throws InterruptedException {
            System.out.println(TestStores.startRedis().url());
            new CountDownLatch(1).await();
        }
    }

    @Test
    void dockerIsAskedForTheImageAndOnlyAYesCounts() throws IOException {
        assertThat(answering("HTTP/1.0 200 OK\r\n\r\n{}").has("mongo:8")).isTrue();
        assertThat(answering("HTTP/1.0 404 Not Found\r\n\r\n").has("mongo:8")).isFalse();
        assertThat(answering("").has("mongo:8")).isFalse();
        assertThat(new DockerSocket(folder.resolve("nobody.sock"), PLENTY).has("mongo:8"))
                .isFalse();
    }

    private DockerSocket answering(String answer) throws IOException {
        Path path = folder.resolve("docker" + answer.length() + ".sock");
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(path));
        Thread.ofVirtual().start(() -> {
            try (server;
                    SocketChannel client = server.accept()) {
                client.read(ByteBuffer.allocate(1_000));
                client.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.US_ASCII)));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        return new DockerSocket(path, PLENTY);
    }

    private static String ping(String url) throws IOException {
        URI uri = URI.create(url);
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(7), StandardCharsets.US_ASCII);
        }
    }
}

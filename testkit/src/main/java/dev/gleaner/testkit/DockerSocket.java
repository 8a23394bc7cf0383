package dev.gleaner.testkit;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks Docker for an image without loading Testcontainers, which needs a second to find that there is no Docker and
 * minutes to find that it cannot pull.
 */
record DockerSocket(Path path, Duration limit) {

    private static final Duration SHORT = Duration.ofSeconds(1);

    static DockerSocket ofThisMachine() {
        String host = System.getenv("DOCKER_HOST");
        String path = host != null && host.startsWith("unix://")
                ? host.substring("unix://".length())
                : "/var/run/docker.sock";
        return new DockerSocket(Path.of(path), SHORT);
    }

    /** Whether Docker answers in time and holds the image already. */
    boolean has(String image) {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            Thread.ofVirtual().start(() -> {
                try {
                    answer.complete(ask(channel, image));
                } catch (IOException | RuntimeException e) {
                    answer.complete(false);
                }
            });
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (IOException | ExecutionException | TimeoutException | UnsupportedOperationException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean ask(SocketChannel channel, String image) throws IOException {
        channel.connect(UnixDomainSocketAddress.of(path));
        String request = "GET /images/" + image + "/json HTTP/1.0\r\nHost: docker\r\n\r\n";
        channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
        ByteBuffer status = ByteBuffer.allocate("HTTP/1.0 200".length());
        while (status.hasRemaining() && channel.read(status) >= 0) {
            continue;
        }
        return new String(status.array(), StandardCharsets.US_ASCII).endsWith(" 200");
    }
}

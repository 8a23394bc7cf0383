package dev.gleaner.embedded.redis;

import dev.gleaner.embedded.process.ServerNote;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.protocol.ProtocolVersion;
import io.netty.channel.ConnectTimeoutException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A connection to a server on this machine, to look after it. */
final class RedisLink implements AutoCloseable {

    /** Who may do all that a server can do, and as whom it reads its own file at a start: without the right to, it loses it. */
    static final String OWNER = "default";

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final RedisClient client;
    private final StatefulRedisConnection<String, String> connection;

    private RedisLink(RedisClient client, StatefulRedisConnection<String, String> connection) {
        this.client = client;
        this.connection = connection;
    }

    /**
     * Connects to the server of a note, as its owner.
     *
     * @throws SocketTimeoutException when something is there and does not answer in time
     * @throws IOException when nothing is there, or something else than Redis
     */
    static RedisLink connect(ServerNote note) throws IOException {
        RedisURI.Builder address =
                RedisURI.builder().withHost("127.0.0.1").withPort(note.port()).withTimeout(TIMEOUT);
        if (!note.secret().isNone()) {
            address.withAuthentication(OWNER, note.secret().text());
        }
        RedisClient client = RedisClient.create(address.build());
        client.setOptions(ClientOptions.builder()
                .autoReconnect(false)
                .protocolVersion(ProtocolVersion.RESP2)
                .socketOptions(SocketOptions.builder().connectTimeout(TIMEOUT).build())
                .build());
        try {
            return new RedisLink(client, client.connect());
        } catch (RedisException failed) {
            shutDown(client);
            throw asIo(failed);
        }
    }

    /**
     * Asks the server.
     *
     * @throws SocketTimeoutException when it does not answer in time
     * @throws IOException when the connection breaks or it answers with an error
     */
    <T> T call(Function<RedisCommands<String, String>, T> question) throws IOException {
        try {
            return question.apply(connection.sync());
        } catch (RedisException | CancellationException failed) {
            throw asIo(failed);
        }
    }

    private static IOException asIo(RuntimeException failed) {
        for (@Nullable Throwable one = failed; one != null; one = one.getCause()) {
            if (one instanceof RedisCommandTimeoutException || one instanceof ConnectTimeoutException) {
                SocketTimeoutException slow = new SocketTimeoutException(failed.getMessage());
                slow.initCause(failed);
                return slow;
            }
        }
        return new IOException(failed.getMessage(), failed);
    }

    private static void shutDown(RedisClient client) {
        client.shutdown(Duration.ZERO, TIMEOUT);
    }

    @Override
    public void close() {
        connection.close();
        shutDown(client);
    }
}

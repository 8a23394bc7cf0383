package dev.gleaner.embedded.mongo;

import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import de.bwaldvogel.mongo.wire.message.MongoQuery;
import dev.gleaner.embedded.process.Secret;
import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets in only connections that have told a secret. The library knows no users; here a connection begins, as with any
 * MongoDB, with a log-in: the mechanism PLAIN (RFC 4616), which every driver has. The secret does not leave this machine.
 */
final class SecretBackend implements MongoBackend {
    /** The user in the URL; there is one only. */
    static final String USER = "gleaner";

    private static final AttributeKey<Boolean> LET_IN = AttributeKey.valueOf(SecretBackend.class, "letIn");

    /** What a driver asks before it logs in, and a ping, which tells nothing. */
    private static final Set<String> FOR_ALL = Set.of("hello", "ismaster", "ping");

    private static final int UNAUTHORIZED = 13;

    private static final String LOG_IN = "saslstart";

    private final MongoBackend backend;
    private final Secret secret;

    SecretBackend(MongoBackend backend, Secret secret) {
        this.backend = backend;
        this.secret = secret;
    }

    @Override
    public Document handleMessage(MongoMessage message) {
        Document command = message.getDocument();
        String name = command.keySet().iterator().next();
        if (isLogIn(name)) {
            return logIn(message.getChannel(), command);
        }
        return isFree(message.getChannel(), name) ? backend.handleMessage(message) : unauthorized(name);
    }

    @Override
    public Document handleCommand(Channel channel, String databaseName, String command, Document query) {
        if (isLogIn(command)) {
            return logIn(channel, query);
        }
        return isFree(channel, command)
                ? backend.handleCommand(channel, databaseName, command, query)
                : unauthorized(command);
    }

    @Override
    public QueryResult handleQuery(MongoQuery query) {
        require(query.getChannel(), "find");
        return backend.handleQuery(query);
    }

    @Override
    public Collection<Document> getCurrentOperations(MongoQuery query) {
        require(query.getChannel(), "currentOp");
        return backend.getCurrentOperations(query);
    }

    private static boolean isLogIn(String command) {
        return command.toLowerCase(Locale.ROOT).equals(LOG_IN);
    }

    private Document logIn(Channel channel, Document command) {
        // Authorization identity, user and password, parted by NUL.
        String[] told = text(command.get("payload")).split("\0", -1);
        if (!"PLAIN".equals(command.get("mechanism"))
                || told.length != 3
                || !told[1].equals(USER)
                || !secret.is(told[2])) {
            return refusal(18, "AuthenticationFailed", "Authentication failed.");
        }
        channel.attr(LET_IN).set(true);
        return new Document("conversationId", 1)
                .append("done", true)
                .append("payload", new BinData(new byte[0]))
                .append("ok", 1.0);
    }

    private static String text(@Nullable Object payload) {
        return switch (payload) {
            case byte[] bytes -> new String(bytes, StandardCharsets.UTF_8);
            case BinData data -> new String(data.getData(), StandardCharsets.UTF_8);
            case null, default -> "";
        };
    }

    private static boolean isFree(Channel channel, String command) {
        return FOR_ALL.contains(command.toLowerCase(Locale.ROOT))
                || channel.attr(LET_IN).get() != null;
    }

    /** For requests of before there were messages, which have no form for an error but this. */
    private static void require(Channel channel, String command) {
        if (!isFree(channel, command)) {
            throw new MongoServerError(UNAUTHORIZED, "Unauthorized", "The connection requires authentication");
        }
    }

    private static Document unauthorized(String command) {
        return refusal(UNAUTHORIZED, "Unauthorized", "Command " + command + " requires authentication");
    }

    /** Answered, not thrown: the library logs what is thrown with all that a stranger sent, as often as one likes. */
    private static Document refusal(int code, String name, String message) {
        return new Document("ok", 0.0)
                .append("errmsg", message)
                .append("code", code)
                .append("codeName", name);
    }

    @Override
    public void handleClose(Channel channel) {
        backend.handleClose(channel);
    }

    @Override
    public void dropDatabase(String database) {
        backend.dropDatabase(database);
    }

    @Override
    public Document getServerStatus() {
        return backend.getServerStatus();
    }

    @Override
    public void close() {
        backend.close();
    }

    @Override
    public void closeCursors(List<Long> cursorIds) {
        backend.closeCursors(cursorIds);
    }

    @Override
    public Clock getClock() {
        return backend.getClock();
    }

    @Override
    public void enableOplog() {
        backend.enableOplog();
    }

    @Override
    public void disableOplog() {
        backend.disableOplog();
    }

    @Override
    public MongoDatabase resolveDatabase(String database) {
        return backend.resolveDatabase(database);
    }

    @Override
    public MongoBackend version(MongoVersion version) {
        backend.version(version);
        return this;
    }
}

package dev.gleaner.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The API as plain JSON, for programs that live for one request: it needs neither threads nor a mapper, so that it answers long
 * before {@link GleanerClient} is loaded. For all else that one is meant.
 *
 * <p>Throws the same {@link GleanerException}s.
 */
public final class PlainApi {
    private static final int SUCCESS = 200;
    private static final int NO_SUCCESS = 300;
    private static final String JSON = "application/json";

    private final String base;
    private final Map<String, String> headers;
    private final Duration timeout;

    /**
     * @param base where the API is, such as {@code http://localhost:8000}
     * @param headers sent with each request
     * @param timeout of connecting, and of each wait for more of an answer
     */
    public PlainApi(URI base, Map<String, String> headers, Duration timeout) {
        this.base = base.toString().replaceFirst("/+$", "");
        this.headers = Map.copyOf(headers);
        this.timeout = timeout;
    }

    /**
     * What was answered.
     *
     * @param body as {@link PlainJson} has it; null if there is none
     * @param total what {@code X-Total-Count} says, or null
     */
    public record Reply(@Nullable Object body, @Nullable Long total) {}

    /** Asks for something. */
    public Reply get(String path) {
        return send("GET", path, null);
    }

    /**
     * Sends a request with a body of JSON, or without one.
     *
     * @param path with its query; see {@link #query}
     */
    public Reply send(String method, String path, @Nullable Object body) {
        byte[] bytes = body == null ? null : PlainJson.line(body).getBytes(StandardCharsets.UTF_8);
        return reply(method, path, bytes, JSON);
    }

    /** Sends a text as it is. */
    public Reply sendText(String method, String path, String text, String mediaType) {
        return reply(method, path, text.getBytes(StandardCharsets.UTF_8), mediaType);
    }

    private Reply reply(String method, String path, byte @Nullable [] body, String mediaType) {
        URI address = URI.create(base + path);
        try (Opened opened = open(method, address, body, mediaType, JSON)) {
            byte[] bytes = opened.in().readAllBytes();
            try {
                return new Reply(
                        bytes.length == 0 ? null : PlainJson.read(new String(bytes, StandardCharsets.UTF_8)),
                        opened.total());
            } catch (IllegalArgumentException other) {
                throw new GleanerException.Unreadable(method, address, other);
            }
        } catch (IOException cut) {
            throw new GleanerException.Unreachable(method, address, cut);
        }
    }

    /**
     * Writes an answer of any length as it comes.
     *
     * @throws IOException if it cannot be written
     */
    public void download(String path, String accept, OutputStream out) throws IOException {
        URI address = URI.create(base + path);
        Opened opened;
        try {
            opened = open("GET", address, null, JSON, accept);
        } catch (IOException away) {
            throw new GleanerException.Unreachable("GET", address, away);
        }
        try (opened) {
            byte[] buffer = new byte[1 << 14];
            for (int read = read(opened, buffer, address); read >= 0; read = read(opened, buffer, address)) {
                out.write(buffer, 0, read);
                out.flush();
            }
        }
    }

    /** A fault of the reading side is told apart from one of the writing side. */
    private static int read(Opened opened, byte[] buffer, URI address) {
        try {
            return opened.in().read(buffer);
        } catch (IOException cut) {
            throw new GleanerException.Unreachable("GET", address, cut);
        }
    }

    /** A path with parameters; those without a value are left out, and a list gives one for each of its elements. */
    public static String query(String path, Map<String, ? extends @Nullable Object> parameters) {
        Query query = new Query();
        parameters.forEach((name, value) -> {
            if (value instanceof List<?> values) {
                values.forEach(one -> query.add(name, one));
            } else {
                query.add(name, value);
            }
        });
        return path + query;
    }

    /** Text as one segment of a path. */
    public static String segment(String text) {
        return Query.encoded(text);
    }

    private record Opened(
            InputStream in, @Nullable Long total, @Nullable HttpURLConnection connection) implements AutoCloseable {
        @Override
        public void close() {
            if (connection != null) {
                connection.disconnect();
            }
        }
    }

    private Opened open(String method, URI address, byte @Nullable [] body, String mediaType, String accept)
            throws IOException {
        if (method.equals("PATCH")) {
            return patch(address, body == null ? new byte[0] : body, mediaType);
        }
        HttpURLConnection connection = (HttpURLConnection)
                (isLocal(address)
                        ? address.toURL().openConnection(Proxy.NO_PROXY)
                        : address.toURL().openConnection());
        connection.setConnectTimeout(Math.toIntExact(timeout.toMillis()));
        connection.setReadTimeout(Math.toIntExact(timeout.toMillis()));
        connection.setInstanceFollowRedirects(false);
        connection.setRequestMethod(method);
        connection.setRequestProperty("Accept", accept + ", application/problem+json");
        headers.forEach(connection::setRequestProperty);
        if (body != null || method.equals("POST")) {
            byte[] sent = body == null ? new byte[0] : body;
            connection.setDoOutput(true);
            // Never sent a second time behind one's back.
            connection.setFixedLengthStreamingMode(sent.length);
            // Also without a body: the JDK would call nothing a form, and forms are refused.
            connection.setRequestProperty("Content-Type", mediaType);
            try (OutputStream out = connection.getOutputStream()) {
                out.write(sent);
            }
        }
        int status = connection.getResponseCode();
        if (status >= SUCCESS && status < NO_SUCCESS) {
            return new Opened(
                    connection.getInputStream(), total(connection.getHeaderField("X-Total-Count")), connection);
        }
        try (InputStream in = connection.getErrorStream()) {
            byte[] said = in == null ? new byte[0] : in.readAllBytes();
            throw refused(method, address, status, said, connection.getHeaderField("Retry-After"));
        } finally {
            connection.disconnect();
        }
    }

    /** The connection of the JDK that loads fast does not know this method; the one that does takes its time. */
    private Opened patch(URI address, byte[] body, String mediaType) throws IOException {
        try (HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .build()) {
            HttpRequest.Builder request = HttpRequest.newBuilder(address)
                    .timeout(timeout)
                    .header("Content-Type", mediaType)
                    .method("PATCH", HttpRequest.BodyPublishers.ofByteArray(body));
            headers.forEach(request::setHeader);
            HttpResponse<byte[]> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() < SUCCESS || answer.statusCode() >= NO_SUCCESS) {
                String later = answer.headers().firstValue("Retry-After").orElse(null);
                throw refused("PATCH", address, answer.statusCode(), answer.body(), later);
            }
            return new Opened(new ByteArrayInputStream(answer.body()), null, null);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stopped);
        }
    }

    private static boolean isLocal(URI address) {
        String host = String.valueOf(address.getHost());
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }

    private static @Nullable Long total(@Nullable String text) {
        return text != null && text.matches("\\d{1,18}") ? Long.valueOf(text) : null;
    }

    private static GleanerException.Refused refused(
            String method, URI address, int status, byte[] body, @Nullable String later) {
        Duration wait = later != null && later.matches("\\d{1,9}") ? Duration.ofSeconds(Long.parseLong(later)) : null;
        return new GleanerException.Refused(method, address, problem(status, body), wait);
    }

    private static Problem problem(int status, byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        Object read;
        try {
            read = PlainJson.read(text);
        } catch (IllegalArgumentException other) {
            read = null;
        }
        if (!(read instanceof Map<?, ?> members)) {
            return new Problem(status, "", text, Map.of());
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        members.forEach((name, value) -> {
            if (name instanceof String known && value != null && !known.equals("status") && !known.equals("type")) {
                fields.put(known, value);
            }
        });
        Object title = fields.remove("title");
        Object detail = fields.remove("detail");
        return new Problem(
                status, title == null ? "" : title.toString(), detail == null ? "" : detail.toString(), fields);
    }
}

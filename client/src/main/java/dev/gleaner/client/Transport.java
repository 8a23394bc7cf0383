package dev.gleaner.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

/** Requests and answers: where the API is, how long an answer may take, and what is thrown without a good one. */
final class Transport implements AutoCloseable {
    private static final int SUCCESS = 200;
    private static final int NO_SUCCESS = 300;

    private final HttpClient http;
    private final String base;
    private final Map<String, String> headers;
    private final Duration connectTimeout;
    private final Duration requestTimeout;

    Transport(URI base, Map<String, String> headers, Duration connectTimeout, Duration requestTimeout) {
        this.base = base.toString().replaceFirst("/+$", "");
        this.headers = Map.copyOf(headers);
        this.connectTimeout = connectTimeout;
        this.requestTimeout = requestTimeout;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(connectTimeout)
                .build();
    }

    /** An answer that came whole. */
    record Answer(HttpRequest request, HttpResponse<byte[]> response) {

        int status() {
            return response.statusCode();
        }

        boolean hasHeader(String name, String value) {
            return response.headers().firstValue(name).filter(value::equals).isPresent();
        }

        <T> T as(Class<T> type) {
            try {
                return Objects.requireNonNull(Json.MAPPER.readValue(response.body(), type));
            } catch (JacksonException | NullPointerException other) {
                throw new GleanerException.Unreadable(request.method(), request.uri(), other);
            }
        }

        /** @throws GleanerException.Refused unless it is a success */
        Answer successful() {
            if (isSuccess(status())) {
                return this;
            }
            throw refused(request, response);
        }
    }

    Answer get(String path) throws InterruptedException {
        return exchange("GET", path, BodyPublishers.noBody(), Map.of());
    }

    Answer delete(String path) throws InterruptedException {
        return exchange("DELETE", path, BodyPublishers.noBody(), Map.of());
    }

    Answer post(String path) throws InterruptedException {
        return exchange("POST", path, BodyPublishers.noBody(), Map.of());
    }

    Answer postJson(String path, Object body, Map<String, String> more) throws InterruptedException {
        return sendJson("POST", path, body, more);
    }

    Answer sendJson(String method, String path, Object body, Map<String, String> more) throws InterruptedException {
        Map<String, String> all = new LinkedHashMap<>(more);
        all.put("Content-Type", "application/json");
        return exchange(method, path, BodyPublishers.ofByteArray(Json.MAPPER.writeValueAsBytes(body)), all);
    }

    Answer postText(String path, String text, String mediaType) throws InterruptedException {
        return exchange("POST", path, BodyPublishers.ofString(text), Map.of("Content-Type", mediaType));
    }

    Answer putJson(String path, Object body, Map<String, String> more) throws InterruptedException {
        Map<String, String> all = new LinkedHashMap<>(more);
        all.put("Content-Type", "application/json");
        return exchange("PUT", path, BodyPublishers.ofByteArray(Json.MAPPER.writeValueAsBytes(body)), all);
    }

    private Answer exchange(String method, String path, BodyPublisher body, Map<String, String> more)
            throws InterruptedException {
        HttpRequest request = request(method, path, body, more);
        return new Answer(request, send(request, BodyHandlers.ofByteArray()));
    }

    /**
     * Begins to read an answer of any length; the limit of time is that of its beginning.
     *
     * @throws GleanerException.Refused unless it is a success
     */
    Body open(String path) throws InterruptedException {
        HttpRequest request = request("GET", path, BodyPublishers.noBody(), Map.of());
        HttpResponse<InputStream> response = send(request, BodyHandlers.ofInputStream());
        if (isSuccess(response.statusCode())) {
            return new Body(request, response.body());
        }
        try (InputStream in = response.body()) {
            throw refused(request.method(), request.uri(), response, in.readAllBytes());
        } catch (IOException cut) {
            throw new GleanerException.Unreachable(request.method(), request.uri(), cut);
        }
    }

    /** An answer that is read as it comes. */
    record Body(HttpRequest request, InputStream in) implements AutoCloseable {

        /** What is thrown where it breaks off. */
        GleanerException cut(IOException reason) {
            return new GleanerException.Unreachable(request.method(), request.uri(), reason);
        }

        <T> T read(String text, Class<T> type) {
            try {
                return Json.MAPPER.readValue(text, type);
            } catch (JacksonException other) {
                throw new GleanerException.Unreadable(request.method(), request.uri(), other);
            }
        }

        @Override
        public void close() {
            try {
                in.close();
            } catch (IOException gone) {
                // Nobody reads any more.
            }
        }
    }

    CompletableFuture<WebSocket> openSocket(String path, WebSocket.Listener listener) {
        WebSocket.Builder builder = http.newWebSocketBuilder().connectTimeout(connectTimeout);
        headers.forEach(builder::header);
        return builder.buildAsync(URI.create((base + path).replaceFirst("^http", "ws")), listener);
    }

    private HttpRequest request(String method, String path, BodyPublisher body, Map<String, String> more) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).method(method, body);
        headers.forEach(request::setHeader);
        more.forEach(request::setHeader);
        return request.build();
    }

    /** The timeout of a request ends with its head; this one holds for all that the handler waits for. */
    private <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler) throws InterruptedException {
        CompletableFuture<HttpResponse<T>> answer = http.sendAsync(request, handler);
        try {
            return answer.get(requestTimeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            Throwable reason = Objects.requireNonNullElse(failed.getCause(), failed);
            throw new GleanerException.Unreachable(request.method(), request.uri(), reason);
        } catch (TimeoutException late) {
            throw new GleanerException.Unreachable(request.method(), request.uri(), requestTimeout);
        } finally {
            // Ends the exchange if nobody waits for it any more; else it does nothing.
            answer.cancel(true);
        }
    }

    private static boolean isSuccess(int status) {
        return status >= SUCCESS && status < NO_SUCCESS;
    }

    private static GleanerException.Refused refused(HttpRequest request, HttpResponse<byte[]> response) {
        return refused(request.method(), request.uri(), response, response.body());
    }

    private static GleanerException.Refused refused(String method, URI address, HttpResponse<?> response, byte[] body) {
        return new GleanerException.Refused(
                method, address, problem(response.statusCode(), body), retryAfter(response));
    }

    /** Something between here and the API may answer in another form; its text is the detail then. */
    private static Problem problem(int status, byte[] body) {
        Map<String, Object> fields;
        try {
            fields = new LinkedHashMap<>(Json.MAPPER.readValue(body, new TypeReference<Map<String, Object>>() {}));
        } catch (JacksonException other) {
            return new Problem(status, "", new String(body, StandardCharsets.UTF_8), Map.of());
        }
        fields.remove("status");
        fields.remove("type");
        Object title = fields.remove("title");
        Object detail = fields.remove("detail");
        return new Problem(status, text(title), text(detail), fields);
    }

    private static String text(@Nullable Object member) {
        return member == null ? "" : member.toString();
    }

    private static @Nullable Duration retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches("\\d{1,9}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .orElse(null);
    }

    @Override
    public void close() {
        // Not close(): that would wait for a WebSocket that the other side does not end.
        http.shutdownNow();
    }
}

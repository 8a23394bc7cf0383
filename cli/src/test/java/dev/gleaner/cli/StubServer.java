package dev.gleaner.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gleaner.cli.screen.Screen;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that answers what it was told, and notes what it was asked; and the terminal before it. */
final class StubServer implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    private final HttpServer server;
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final Map<String, Integer> statuses = new ConcurrentHashMap<>();
    final List<String> asked = new CopyOnWriteArrayList<>();
    final Map<String, String> environment = new HashMap<>();
    String typed = "";
    String out = "";
    String err = "";

    StubServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        environment.put(
                "GLEANER_SERVER", "http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What is answered to a request, such as {@code GET /jobs}; its query does not count. */
    StubServer with(String request, int status, String answer) {
        answers.put(request, answer);
        statuses.put(request, status);
        return this;
    }

    StubServer with(String request, String answer) {
        return with(request, 200, answer);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        if (type != null && type.contains("form")) {
            exchange.sendResponseHeaders(415, -1);
            exchange.close();
            return;
        }
        String key = exchange.getRequestHeaders().getFirst("Authorization");
        String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        asked.add((line + " " + body + (key == null ? "" : " " + key)).strip());
        String request =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        boolean known = answers.containsKey(request);
        byte[] answer = (known
                        ? answers.get(request)
                        : "{\"title\": \"Not Found\", \"detail\": \"There is no such thing\"}")
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("X-Total-Count", "312");
        int status = known ? statuses.get(request) : 404;
        exchange.sendResponseHeaders(status, status == 204 ? -1 : answer.length);
        try (OutputStream body2 = exchange.getResponseBody()) {
            if (status != 204) {
                body2.write(answer);
            }
        }
    }

    /** Types a command at a terminal. */
    int type(String... words) throws InterruptedException {
        return run(true, words);
    }

    /** Runs a command whose output goes into a pipe. */
    int pipe(String... words) throws InterruptedException {
        return run(false, words);
    }

    private int run(boolean terminal, String... words) throws InterruptedException {
        ByteArrayOutputStream brought = new ByteArrayOutputStream();
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        Screen screen = new Screen(
                new PrintStream(brought, true, StandardCharsets.UTF_8),
                new PrintStream(said, true, StandardCharsets.UTF_8),
                terminal,
                terminal,
                100,
                false);
        int code = new Cli(
                        screen,
                        new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
                        environment,
                        Clock.fixed(NOW, ZoneOffset.UTC))
                .run(List.of(words));
        out = brought.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
        err = said.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
        return code;
    }

    void stop() {
        server.stop(0);
    }

    @Override
    public void close() {
        stop();
    }
}

package dev.gleaner.consumer.politeness;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A small site on loopback: what it says of robots, and pages. */
final class Site implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final CountDownLatch open = new CountDownLatch(1);
    private volatile boolean held;

    private record Answer(int status, String header, String value, String body) {}

    private Site(HttpServer server) {
        this.server = server;
        server.createContext("/", exchange -> {
            try (exchange) {
                String path = exchange.getRequestURI().toString();
                asked.add(path);
                if (held) {
                    open.await();
                }
                Answer answer = answers.getOrDefault(path, new Answer(200, "X-A", "b", "<p>Page</p>"));
                byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "text/html");
                exchange.getResponseHeaders().set(answer.header(), answer.value());
                exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
                exchange.getResponseBody().write(body);
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
        });
        server.setExecutor(threads);
        server.start();
    }

    static Site start() {
        try {
            return new Site(HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 500));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    Site robots(int status, String text) {
        return on("/robots.txt", status, "X-A", "b", text);
    }

    Site on(String path, int status, String header, String value, String body) {
        answers.put(path, new Answer(status, header, value, body));
        return this;
    }

    /** Keeps all requests waiting until {@link #release()}. */
    void hold() {
        held = true;
    }

    void release() {
        held = false;
        open.countDown();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    List<String> asked() {
        return asked;
    }

    long asked(String path) {
        return asked.stream().filter(path::equals).count();
    }

    @Override
    public void close() {
        release();
        server.stop(0);
        threads.shutdownNow();
    }
}

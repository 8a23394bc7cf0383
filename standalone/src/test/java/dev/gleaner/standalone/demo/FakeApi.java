package dev.gleaner.standalone.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** An API whose jobs need a few questions to end; it has no WebSocket, so its clients have to ask. */
final class FakeApi implements AutoCloseable {

    private final HttpServer server;
    private final List<DemoArticle> articles;
    private final DemoSite site;
    final Map<String, String> titles = new HashMap<>();
    String error = "404 Not Found";
    String content = "Six words are enough for this.";
    int submitStatus = 201;
    boolean endless;
    boolean cached;
    String submitted = "";
    private int questions;

    FakeApi(DemoSite site) throws IOException {
        this.site = site;
        this.articles = site.articles();
        for (DemoArticle article : articles) {
            if (article.ending() instanceof DemoArticle.Scraped scraped) {
                titles.put(article.path(), scraped.title());
            }
        }
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/jobs/submit", this::submit);
        server.createContext("/jobs/job_1/status", this::status);
        server.createContext("/jobs/job_1/results", this::results);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void submit(HttpExchange exchange) throws IOException {
        submitted = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Object answer = submitStatus == 201
                ? Map.of(
                        "job_id",
                        "job_1",
                        "status",
                        "IN_PROGRESS",
                        "total_articles",
                        articles.size(),
                        "new_articles",
                        articles.size(),
                        "cached_articles",
                        0,
                        "message",
                        "Job submitted successfully")
                : Map.of("detail", "no room");
        send(exchange, submitStatus, answer);
    }

    private void status(HttpExchange exchange) throws IOException {
        questions++;
        boolean ended = questions >= 2 && !endless;
        send(
                exchange,
                200,
                Map.of(
                        "job_id", "job_1",
                        "status", ended ? "COMPLETED" : "IN_PROGRESS",
                        "total_articles", articles.size(),
                        "completed", ended ? articles.size() - 1 : 3,
                        "failed", ended ? 1 : 0,
                        "pending", ended ? 0 : articles.size() - 3,
                        "revision", ended ? 2 : 1));
    }

    private void results(HttpExchange exchange) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (DemoArticle article : articles) {
            String url = site.urlOf(article).toString();
            String title = titles.get(article.path());
            Map<String, Object> line = title != null
                    ? Map.of("status", "SCRAPED", "url", url, "title", title, "content", content, "cached", cached)
                    : Map.of("status", "FAILED", "url", url, "error", error, "attempted_at", "2026-01-01T00:00:00Z");
            lines.append(JsonMapper.shared().writeValueAsString(line)).append('\n');
        }
        send(exchange, 200, lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, Object answer) throws IOException {
        send(exchange, status, JsonMapper.shared().writeValueAsBytes(answer));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}

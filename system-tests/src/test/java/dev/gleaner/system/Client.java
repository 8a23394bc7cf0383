package dev.gleaner.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Speaks to an API as its users do. */
public final class Client {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Longer than any answer takes that will ever come. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final String base;

    public Client(String base) {
        this.base = base;
    }

    public String base() {
        return base;
    }

    /** Submits addresses, all of one priority; the id of the job. */
    public String submit(List<String> urls, int priority) {
        Answer answer = post("/jobs/submit", body(urls, priority), Map.of());
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().get("job_id").asString();
    }

    public static String body(List<String> urls, int priority) {
        ObjectNode body = JSON.createObjectNode();
        ArrayNode articles = body.putArray("articles");
        for (String url : urls) {
            articles.addObject()
                    .put("url", url)
                    .put("source", "local")
                    .put("category", "test")
                    .put("priority", priority);
        }
        return body.toString();
    }

    public Status status(String job) {
        Answer answer = get("/jobs/" + job + "/status");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        JsonNode json = answer.json();
        return new Status(
                json.get("status").asString(),
                json.get("total_articles").asInt(),
                json.get("completed").asInt(),
                json.get("failed").asInt(),
                json.get("pending").asInt());
    }

    public JsonNode results(String job) {
        Answer answer = get("/jobs/" + job + "/results");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    /** The addresses that a job got, and those that it did not. */
    public List<String> endedUrls(String job) {
        List<String> urls = new ArrayList<>();
        JsonNode results = results(job);
        results.get("results").forEach(one -> urls.add(one.get("url").asString()));
        results.get("failed_articles").forEach(one -> urls.add(one.get("url").asString()));
        return urls;
    }

    public Answer get(String path) {
        return send(HttpRequest.newBuilder(URI.create(base + path)).GET());
    }

    public Answer delete(String path) {
        return send(HttpRequest.newBuilder(URI.create(base + path)).DELETE());
    }

    public Answer post(String path, String body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return send(request);
    }

    public Answer patch(String path, String body) {
        return send(HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/json")
                .method("PATCH", HttpRequest.BodyPublishers.ofString(body)));
    }

    /** @param body null if it has none */
    public Answer send(String method, String path, @Nullable String body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return send(request);
    }

    public Answer post(String path) {
        return send(HttpRequest.newBuilder(URI.create(base + path)).POST(HttpRequest.BodyPublishers.noBody()));
    }

    public Answer getAs(String mediaType, String path) {
        return send(HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", mediaType)
                .GET());
    }

    public Answer postAs(String mediaType, String path, String body) {
        return send(HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", mediaType)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static Answer send(HttpRequest.Builder request) {
        try {
            HttpRequest asked = request.timeout(PATIENCE).build();
            HttpResponse<String> response = HTTP.send(asked, HttpResponse.BodyHandlers.ofString());
            ApiContract.check(asked, response);
            return new Answer(
                    response.statusCode(), response.body(), response.headers().map());
        } catch (IOException cut) {
            throw new ConnectionLost(cut);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ending);
        }
    }

    /** The process died before it answered. */
    public static final class ConnectionLost extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ConnectionLost(IOException cause) {
            super(cause);
        }
    }

    public record Answer(int status, String text, Map<String, List<String>> headers) {
        public JsonNode json() {
            return JSON.readTree(text);
        }
    }

    public record Status(String status, int total, int completed, int failed, int pending) {
        public boolean ended() {
            return !status.equals("PENDING") && !status.equals("IN_PROGRESS");
        }

        public int done() {
            return completed + failed;
        }
    }
}

package dev.gleaner.standalone.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The public API as any client sees it. */
final class JobApi implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final JsonMapper json = JsonMapper.shared();
    private final URI api;

    JobApi(URI api) {
        this.api = api;
    }

    /** Submits the articles of a site and answers with what the API says: {@code job_id}, {@code status} and so on. */
    JsonNode submit(DemoSite site) throws InterruptedException {
        List<Map<String, Object>> articles = site.articles().stream()
                .map(article -> Map.<String, Object>of(
                        "url", site.urlOf(article).toString(),
                        "source", article.source(),
                        "category", article.category(),
                        "priority", article.priority()))
                .toList();
        HttpRequest request = request("/jobs/submit")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(Map.of("articles", articles))))
                .build();
        return exchange(request, 201);
    }

    JobCounts status(String job) throws InterruptedException {
        JsonNode body = exchange(request("/jobs/" + job + "/status").GET().build(), 200);
        return counts(body);
    }

    JsonNode results(String job) throws InterruptedException {
        return exchange(request("/jobs/" + job + "/results").GET().build(), 200);
    }

    CompletableFuture<WebSocket> listen(String job, WebSocket.Listener listener) {
        URI address = URI.create(api.toString().replaceFirst("^http", "ws") + "/ws/jobs/" + job);
        return http.newWebSocketBuilder().connectTimeout(PATIENCE).buildAsync(address, listener);
    }

    /** The numbers in a status answer, a snapshot or an update; they call the total by two names. */
    static JobCounts counts(JsonNode body) {
        int total = body.path("total_articles").asInt(body.path("total").asInt(0));
        return new JobCounts(
                body.path("status").asString(""),
                body.path("completed").asInt(0),
                body.path("failed").asInt(0),
                total);
    }

    @Override
    public void close() {
        // Not close(): that would wait for a WebSocket that the other side does not end.
        http.shutdownNow();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(api + path)).timeout(PATIENCE);
    }

    private JsonNode exchange(HttpRequest request, int expected) throws InterruptedException {
        HttpResponse<String> response;
        try {
            response = http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new DemoException("%s %s had no answer: %s".formatted(request.method(), request.uri(), e), e);
        }
        if (response.statusCode() != expected) {
            throw new DemoException("%s %s answered %d: %s"
                    .formatted(request.method(), request.uri(), response.statusCode(), response.body()));
        }
        try {
            return json.readTree(response.body());
        } catch (JacksonException e) {
            throw new DemoException(
                    "%s %s answered with something that is not JSON".formatted(request.method(), request.uri()), e);
        }
    }
}

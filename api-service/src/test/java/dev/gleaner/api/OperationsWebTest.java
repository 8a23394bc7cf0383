package dev.gleaner.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.when;

import dev.gleaner.operations.ConsumerReport;
import dev.gleaner.operations.ConsumerReports;
import dev.gleaner.operations.JobNumbers;
import dev.gleaner.operations.Minutes;
import dev.gleaner.operations.Minutes.Minute;
import dev.gleaner.operations.QueueNumbers;
import dev.gleaner.queue.HostStates;
import dev.gleaner.queue.Lane;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The numbers as a client meets them, of an API that changes nothing. */
@SpringBootTest(
        classes = WebApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "gleaner.web.read-only=true")
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
class OperationsWebTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final ConsumerReports consumers;
    private final int port;

    @Autowired
    OperationsWebTest(
            QueueNumbers queue,
            Minutes minutes,
            ConsumerReports consumers,
            HostStates hosts,
            JobNumbers jobs,
            @LocalServerPort int port) {
        this.consumers = consumers;
        this.port = port;
        when(queue.read())
                .thenReturn(new QueueNumbers.Depths(
                        Map.of(Lane.HIGH, new QueueNumbers.Depth(3, Duration.ofMillis(1500))), 2, null, 7, 4));
        Instant begins = Instant.parse("2026-01-02T03:04:00Z");
        when(minutes.last(any(), anyInt()))
                .thenReturn(IntStream.range(0, 60)
                        .mapToObj(i -> new Minute(
                                begins.minusSeconds(60L * (59 - i)),
                                i == 59 ? Map.of("succeeded", 50L, "failed", 10L, "code:TIMEOUT", 10L) : Map.of()))
                        .toList());
        when(consumers.all())
                .thenReturn(List.of(new ConsumerReport(
                        "me-1",
                        "me",
                        "host",
                        7,
                        "0.1",
                        NOW,
                        NOW,
                        64,
                        1,
                        List.of(new ConsumerReport.Running(
                                "a", "https://a.example/1", "a.example", "fetching", NOW, "j", null)),
                        List.of("spider"),
                        12)));
        when(hosts.counts()).thenReturn(new HostStates.Counts(5, 1, 0, 2));
        when(jobs.byState()).thenReturn(Map.of("pending", 1L));
    }

    @Test
    void theFleetIsToldInNumbers() throws Exception {
        JsonNode stats = JSON.readTree(send("GET", "/stats").body());

        assertThat(stats.at("/queues/high")).isEqualTo(JSON.readTree("{\"depth\": 3, \"oldest_seconds\": 1.5}"));
        assertThat(stats.at("/queues/low")).isEqualTo(JSON.readTree("{\"depth\": 0}"));
        assertThat(stats.at("/queues/waiting_for_hosts").asInt()).isEqualTo(7);
        assertThat(stats.at("/rates/articles_per_second").asDouble()).isEqualTo(1.0);
        assertThat(stats.at("/failures_by_code")).isEqualTo(JSON.readTree("{\"TIMEOUT\": 10}"));
        assertThat(stats.at("/last_hour")).hasSize(60);
        assertThat(stats.at("/last_hour/59/minute").asString()).isEqualTo("2026-01-02T03:04:00Z");
        assertThat(stats.at("/consumers")).isEqualTo(JSON.readTree("{\"count\":1,\"capacity\":64,\"running\":1}"));
        assertThat(stats.at("/hosts/limited").asInt()).isEqualTo(2);
        assertThat(stats.at("/stores/mongo").asString()).isIn("UP", "DOWN");
    }

    @Test
    void consumersSayWhatTheyDo() throws Exception {
        JsonNode one = JSON.readTree(send("GET", "/consumers").body()).get(0);

        assertThat(one.get("articles_ended").asInt()).isEqualTo(12);
        assertThat(one.at("/running/0")).isEqualTo(JSON.readTree("""
                {"article_id": "a", "url": "https://a.example/1", "host": "a.example", "phase": "fetching",
                 "since": "2026-01-02T03:04:05Z", "job_id": "j"}"""));
        assertThat(consumers.all()).hasSize(1);
    }

    @Test
    void prometheusReadsWhatWasServed() throws Exception {
        send("GET", "/consumers");

        HttpResponse<String> answer = send("GET", "/metrics");

        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
        assertThat(answer.body())
                .contains("http_server_request_duration_seconds_count{")
                .contains("http_route=\"/consumers\"")
                .contains("gleaner_live_clients{transport=\"websocket\"}");
    }

    @Test
    void anApiThatIsReadOnlyChangesNothingAndSaysSo() throws Exception {
        for (String method : List.of("POST", "PUT", "PATCH", "DELETE")) {
            HttpResponse<String> answer = send(method, "/hosts/a.example/pause");
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(JSON.readTree(answer.body()).get("code").asString()).isEqualTo("read_only");
        }
        assertThat(send("POST", "/schedules/preview").statusCode()).isNotEqualTo(403);
        assertThat(JSON.readTree(send("GET", "/health").body()).get("read_only").asBoolean())
                .isTrue();
    }

    private HttpResponse<String> send(String method, String path) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                        .header("Content-Type", "application/json")
                        .method(method, method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString("{}"))
                        .build(),
                BodyHandlers.ofString());
    }
}

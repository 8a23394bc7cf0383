package dev.gleaner.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.reset;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.gleaner.queue.HostOrder;
import dev.gleaner.queue.HostOrders;
import dev.gleaner.queue.HostStates;
import dev.gleaner.queue.HostStates.HostState;
import dev.gleaner.queue.HostStates.Listing;
import dev.gleaner.queue.HostStates.Standing;
import dev.gleaner.queue.PauseReason;
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
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Hosts as a client meets them. */
@SpringBootTest(classes = WebApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
class HostsWebTest {
    private static final Instant THEN = Instant.parse("2026-01-02T03:05:05Z");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String SIX = "[2001:db8::1]:8080";
    private static final HostState PAUSED = new HostState(SIX, 1, 7, 2, true, THEN, new PauseReason.Addresses(3, 503));
    private static final HostState OPEN = new HostState(SIX, 1, 0, 4, false, null, null);

    private final HostStates hosts;
    private final HostOrders orders;
    private final int port;

    @Autowired
    HostsWebTest(HostStates hosts, HostOrders orders, @LocalServerPort int port) {
        this.hosts = hosts;
        this.orders = orders;
        this.port = port;
    }

    @BeforeEach
    void nothingIsKnown() {
        reset(hosts, orders);
        when(hosts.find(any())).thenReturn(Optional.empty());
    }

    @Test
    void pausedHostsAreListedWithTheReason() throws Exception {
        when(hosts.list(Standing.PAUSED, 10)).thenReturn(new Listing(List.of(PAUSED), 3));

        HttpResponse<String> answer = get("/hosts?state=paused&limit=10");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(answer.body())).isEqualTo(JSON.readTree("""
                {"total": 3, "hosts": [{"host": "[2001:db8::1]:8080", "state": "PAUSED",
                 "paused_until": "2026-01-02T03:05:05Z", "reason": "3 addresses answered 503", "running": 1, "waiting": 7,
                 "max_concurrent": 2, "paused_by_operator": false, "note": null, "limits": {}}]}"""));
    }

    @Test
    void allAreListedAHundredAtATime() throws Exception {
        when(hosts.list(null, 100)).thenReturn(new Listing(List.of(), 0));

        assertThat(JSON.readTree(get("/hosts").body()).get("total").asInt()).isZero();
    }

    @Test
    void whatNobodyCanMeanIsSaid() throws Exception {
        assertThat(get("/hosts?state=asleep").statusCode()).isEqualTo(422);
        assertThat(get("/hosts?limit=0").statusCode()).isEqualTo(422);
        assertThat(get("/hosts?limit=1001").statusCode()).isEqualTo(422);
    }

    @Test
    void aHostIsResumed() throws Exception {
        when(hosts.find(SIX)).thenReturn(Optional.of(PAUSED));
        when(hosts.of(List.of(SIX))).thenReturn(Map.of(SIX, OPEN));

        HttpResponse<String> answer = post("/hosts/%5B2001:DB8::1%5D:8080/resume");

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode host = JSON.readTree(answer.body());
        assertThat(host.get("state").asString()).isEqualTo("OPEN");
        assertThat(host.get("paused_until").isNull()).isTrue();
        verify(hosts).resume(SIX);
        verify(orders, never()).change(any(), any());
    }

    @Test
    void ofAHostThatNobodyKnowsNothingIsResumed() throws Exception {
        HttpResponse<String> answer = post("/hosts/nobody.example/resume");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(get("/hosts/nobody.example").statusCode()).isEqualTo(404);
        verify(hosts, never()).resume(any());
    }

    @Test
    void anOperatorPausesAHostAndSaysWhy() throws Exception {
        HostOrder paused = HostOrder.none("a.example").pause(null, "it moves").withRevision(1);
        when(orders.change(eq("a.example"), any())).thenReturn(paused);
        when(orders.of(List.of("a.example"))).thenReturn(Map.of("a.example", paused));
        when(hosts.of(List.of("a.example")))
                .thenReturn(Map.of(
                        "a.example",
                        new HostState("a.example", 0, 0, 4, false, THEN, new PauseReason.Operator(), paused)));

        HttpResponse<String> answer = send("POST", "/hosts/A.example/pause", "{\"note\": \"it moves\"}");

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode host = JSON.readTree(answer.body());
        assertThat(host.get("paused_by_operator").asBoolean()).isTrue();
        assertThat(host.get("paused_until").isNull())
                .as("until somebody resumes it")
                .isTrue();
        assertThat(host.get("note").asString()).isEqualTo("it moves");
        verify(hosts).obey(paused);
        assertThat(send("POST", "/hosts/a.example/pause", "{\"seconds\": 0}").statusCode())
                .isEqualTo(422);
        assertThat(send("POST", "/hosts/a.example/pause", "{\"until\": \"2026-01-01T00:00:00Z\"}")
                        .statusCode())
                .isEqualTo(422);
        assertThat(send("POST", "/hosts/a%20b/pause", "{}").statusCode()).isEqualTo(422);
    }

    @Test
    void aLimitIsGivenAndTakenAway() throws Exception {
        HostOrder limited = HostOrder.none("a.example").withMostAtOnce(2);
        when(orders.change(eq("a.example"), any())).thenReturn(limited);
        when(hosts.of(List.of("a.example")))
                .thenReturn(Map.of("a.example", new HostState("a.example", 0, 0, 2, false, null, null, limited)));

        HttpResponse<String> answer = send("PATCH", "/hosts/a.example", "{\"delay_ms\": null, \"max_concurrent\": 2}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(answer.body()).get("limits")).isEqualTo(JSON.readTree("{\"max_concurrent\": 2}"));
        ArgumentCaptor<UnaryOperator<HostOrder>> change = ArgumentCaptor.captor();
        verify(orders).change(eq("a.example"), change.capture());
        assertThat(change.getValue().apply(HostOrder.none("a.example").withDelay(Duration.ofSeconds(1))))
                .isEqualTo(limited);
        assertThat(send("PATCH", "/hosts/a.example", "{}").statusCode()).isEqualTo(422);
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        return CLIENT.send(
                request(path)
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return CLIENT.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path) throws Exception {
        return CLIENT.send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }
}

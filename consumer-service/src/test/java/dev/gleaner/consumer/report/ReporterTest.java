package dev.gleaner.consumer.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.article.ErrorCode;
import dev.gleaner.consumer.inflight.InFlight;
import dev.gleaner.event.Event;
import dev.gleaner.metric.Metrics;
import dev.gleaner.operations.ConsumerReport;
import dev.gleaner.operations.ConsumerReports;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a consumer says of itself. */
class ReporterTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final List<ConsumerReport> told = new ArrayList<>();
    private final Reporter reporter = new Reporter(
            new ConsumerReports() {
                @Override
                public void tell(ConsumerReport report, Duration keep) {
                    told.add(report);
                }

                @Override
                public List<ConsumerReport> all() {
                    return told;
                }
            },
            new InFlight(8),
            () -> List.of("spider"),
            new Reporter.Process("here-1", "here", 1, "0.1"),
            Duration.ofSeconds(12),
            () -> NOW);

    @Test
    void nothingIsSaidWithoutALease() {
        reporter.turn();
        reporter.on(new Event.ConsumerJoined("here-1-a"));
        reporter.on(new Event.ArticleEnded("a", "a.example", ErrorCode.TIMEOUT, 0));
        reporter.turn();
        reporter.on(new Event.LeaseLost("here-1-a"));
        reporter.turn();

        assertThat(told).singleElement().satisfies(report -> {
            assertThat(report.id()).isEqualTo("here-1-a");
            assertThat(report.since()).isEqualTo(NOW);
            assertThat(report.capacity()).isEqualTo(8);
            assertThat(report.articlesEnded()).isEqualTo(1);
        });
    }

    @Test
    void aConsumerServesItsMetricsAndNothingElse() throws Exception {
        Metrics metrics = new Metrics();
        metrics.on(new Event.ArticleEnded("a", "a.example", null, 7));
        try (MetricsServer server = MetricsServer.start(new MetricsSettings(0, "127.0.0.1"), metrics);
                HttpClient client = HttpClient.newHttpClient()) {
            URI root = URI.create("http://127.0.0.1:" + server.port());
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(root.resolve("/metrics")).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.body()).contains("gleaner_articles_ended_total{error_type=\"none\"} 1.0");
            assertThat(client.send(
                                    HttpRequest.newBuilder(root.resolve("/")).build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(404);
        }
    }
}

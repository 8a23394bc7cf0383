package dev.gleaner.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gleaner.job.Ends;
import dev.gleaner.job.JobStatus;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Events in their order as clients of the real stream, and of the real socket, see them. */
@SpringBootTest(classes = WebApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(LiveSocketTest.Stored.class)
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
class LiveEventsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String BEGIN = "job_1:1:0";

    /** They take a snapshot and three messages. */
    private static final List<String> ARTICLES =
            IntStream.range(0, 1_200).mapToObj(n -> "art_" + n).toList();

    private static final int MESSAGES = 4;

    private final LiveSocketTest.StoredJobs jobs;
    private final int port;

    @Autowired
    LiveEventsTest(LiveSocketTest.StoredJobs jobs, @LocalServerPort int port) {
        this.jobs = jobs;
        this.port = port;
    }

    @BeforeEach
    void endedArticles() {
        jobs.store(LiveSocketTest.job(JobStatus.IN_PROGRESS, 1_200, 1_201));
        jobs.end(ARTICLES.stream().map(id -> new Ends.End(id, null)).toList());
    }

    @Test
    void aStreamThatIsCutAtAnyMessageGoesOnWithoutALossOrARepeat() throws Exception {
        for (int cut = 1; cut <= MESSAGES; cut++) {
            List<JsonNode> before = events("/jobs/job_1/events?since=" + BEGIN, null, cut);
            List<JsonNode> after = events(
                    "/jobs/job_1/events?since=" + BEGIN,
                    before.getLast().path("id").stringValue(),
                    cut == MESSAGES ? 1 : MESSAGES - cut + 1);

            assertThat(articles(before, after)).as("cut after %d", cut).isEqualTo(ARTICLES);
        }
    }

    @Test
    void aSocketThatIsCutAtAnyMessageGoesOnWithoutALossOrARepeat() {
        for (int cut = 1; cut <= MESSAGES; cut++) {
            List<JsonNode> before = messages(BEGIN, cut);
            List<JsonNode> after =
                    messages(before.getLast().path("id").stringValue(), cut == MESSAGES ? 1 : MESSAGES - cut + 1);

            assertThat(articles(before, after)).as("cut after %d", cut).isEqualTo(ARTICLES);
        }
    }

    @Test
    void aSocketOfAJobThatIsRemovedIsToldAndClosed() {
        LiveSocketTest.Ear ear = LiveSocketTest.connect(port, "/ws/jobs/job_1?since=");
        assertThat(ear.message(0).path("id").stringValue()).isEqualTo("job_1:1:1200");
        ear.socket.sendText("ping", true).join();
        await().until(() -> ear.heard.contains("pong"));

        jobs.remove();

        await().until(() -> ear.closedWith.get() == 4404);
        assertThat(ear.last().path("type").stringValue()).isEqualTo("job_removed");
    }

    @Test
    void whoComesAgainToTheEventsOfAllJobsIsToldWhichEndedSince() throws Exception {
        JsonNode first = events("/events", null, 1).getFirst();
        jobs.store(LiveSocketTest.job(JobStatus.COMPLETED, 4, 1_300));

        JsonNode again = events("/events", first.path("id").stringValue(), 1).getFirst();

        assertThat(again.path("jobs").path(0).path("status").stringValue()).isEqualTo("COMPLETED");
    }

    @Test
    void anUnknownJobAndAnIdOfNoEventAreProblems() throws Exception {
        assertThat(status("/jobs/job_none/events")).isEqualTo(404);
        assertThat(status("/jobs/job_1/events?since=job_2:1:0")).isEqualTo(422);
        assertThat(status("/events?since=yesterday")).isEqualTo(422);
    }

    private int status(String path) throws Exception {
        HttpResponse<InputStream> response = open(path, null);
        response.body().close();
        return response.statusCode();
    }

    private HttpResponse<InputStream> open(String path, @Nullable String last) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Accept", "text/event-stream, application/problem+json");
        if (last != null) {
            request.header("Last-Event-ID", last);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    /** The first events of a stream, which is cut then. */
    private List<JsonNode> events(String path, @Nullable String last, int count) throws Exception {
        HttpResponse<InputStream> response = open(path, last);
        assertThat(response.statusCode()).isEqualTo(200);
        List<JsonNode> events = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            while (events.size() < count) {
                String line = lines.readLine();
                if (line == null) {
                    throw new IOException("the stream has ended");
                }
                if (line.startsWith("data:")) {
                    events.add(JSON.readTree(line.substring(5)));
                }
            }
        }
        return events;
    }

    private List<JsonNode> messages(String since, int count) {
        LiveSocketTest.Ear ear = LiveSocketTest.connect(port, "/ws/jobs/job_1?since=" + since);
        ear.message(count - 1);
        ear.socket.abort();
        return ear.heard.subList(0, count).stream().map(JSON::readTree).toList();
    }

    private static List<String> articles(List<JsonNode> before, List<JsonNode> after) {
        List<String> articles = new ArrayList<>();
        for (List<JsonNode> events : List.of(before, after)) {
            events.forEach(event -> event.path("updates")
                    .forEach(step -> articles.add(step.path("article_id").stringValue())));
        }
        return articles;
    }
}

package dev.gleaner.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gleaner.article.ArticleStatus;
import dev.gleaner.article.ErrorCode;
import dev.gleaner.job.Ends;
import dev.gleaner.job.Job;
import dev.gleaner.job.JobLabel;
import dev.gleaner.job.JobStatus;
import dev.gleaner.job.Jobs;
import dev.gleaner.progress.ProgressUpdate;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.TestConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Progress as a client of the real socket sees it. */
@SpringBootTest(classes = WebApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(LiveSocketTest.Stored.class)
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
class LiveSocketTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String JOB = "job_1";

    private final StoredJobs jobs;
    private final WebApplication.LoopBus bus;
    private final int port;

    @Autowired
    LiveSocketTest(StoredJobs jobs, WebApplication.LoopBus bus, @LocalServerPort int port) {
        this.jobs = jobs;
        this.bus = bus;
        this.port = port;
    }

    @BeforeEach
    void anOpenJob() {
        jobs.store(job(JobStatus.IN_PROGRESS, 1, 3));
    }

    @Test
    void aClientOfOneJobIsToldItsStateAndThenEveryStepToTheEnd() {
        Ear ear = connect("/ws/jobs/" + JOB);
        JsonNode snapshot = ear.message(0);
        assertThat(snapshot.path("type").stringValue()).isEqualTo("snapshot");
        assertThat(snapshot.propertyNames())
                .contains(
                        "job_id", "article_id", "article_status", "status", "completed", "failed", "total", "revision");
        assertThat(snapshot.path("completed").intValue()).isEqualTo(1);

        bus.publish(List.of(step(JobStatus.IN_PROGRESS, "art_2", null, 2, 0, 4)));
        bus.publish(List.of(step(JobStatus.COMPLETED, "art_3", ErrorCode.HTTP_ERROR, 2, 1, 6)));

        await().until(() -> ear.updates().size() == 2);
        assertThat(ear.updates())
                .extracting(step -> step.path("article_id").stringValue())
                .containsExactly("art_2", "art_3");
        JsonNode last = ear.last();
        assertThat(last.path("type").stringValue()).isEqualTo("job_update");
        assertThat(last.path("status").stringValue()).isEqualTo("COMPLETED");
        assertThat(last.path("article_status").stringValue()).isEqualTo("FAILED");
        assertThat(last.path("error_code").stringValue()).isEqualTo("http_error");
        assertThat(last.path("failed").intValue()).isEqualTo(1);
    }

    @Test
    void aLateMessageNeverMakesTheNumbersFall() {
        Ear ear = connect("/ws/jobs/" + JOB);
        ear.message(0);

        bus.publish(List.of(step(JobStatus.IN_PROGRESS, "art_3", null, 3, 0, 5)));
        await().until(() -> ear.updates().size() == 1);
        bus.publish(List.of(step(JobStatus.IN_PROGRESS, "art_2", null, 2, 0, 4)));

        await().until(() -> ear.updates().size() == 2);
        assertThat(ear.updates())
                .extracting(step -> step.path("completed").intValue())
                .containsExactly(3, 3);
    }

    @Test
    void anEndWhoseMessageWasLostIsReadAgain() {
        Ear ear = connect("/ws/jobs/" + JOB);
        ear.message(0);

        jobs.store(job(JobStatus.COMPLETED, 4, 9));

        // Every five seconds, and no sooner.
        await().atMost(Duration.ofSeconds(60)).until(() -> ear.updates().size() == 1);
        assertThat(ear.last().path("status").stringValue()).isEqualTo("COMPLETED");
        assertThat(ear.last().path("article_id").isNull()).isTrue();
    }

    @Test
    void aClientOfAllJobsIsToldTheOpenOnesFirstAndThenNewOnes() {
        Ear ear = connect("/ws");
        assertThat(ear.message(0).path("jobs").path(0).path("job_id").stringValue())
                .isEqualTo(JOB);

        bus.publish(List.of(new ProgressUpdate("job_2", null, null, null, JobStatus.IN_PROGRESS, 0, 0, 5, 2)));

        await().until(() -> ear.updates().size() == 1);
        assertThat(ear.last().path("job_id").stringValue()).isEqualTo("job_2");
    }

    @Test
    void aBurstComesInFewFramesAndComplete() {
        Ear ear = connect("/ws/jobs/" + JOB);
        ear.message(0);

        for (int i = 0; i < 400; i++) {
            bus.publish(List.of(step(JobStatus.IN_PROGRESS, "art_" + i, null, i, 0, 10 + i)));
        }

        await().until(() -> ear.updates().size() == 400);
        assertThat(ear.updates())
                .extracting(step -> step.path("revision").intValue())
                .isSorted();
        assertThat(ear.heard).hasSizeLessThan(100);
    }

    @Test
    void aPingIsAnsweredAndOtherTextIsIgnored() {
        Ear ear = connect("/ws");
        ear.message(0);

        ear.socket
                .sendText("hello", true)
                .thenCompose(sent -> sent.sendText("ping", true))
                .join();

        await().until(() -> ear.heard.contains("pong"));
    }

    @Test
    void aMessageThatIsTooLargeEndsTheConnection() {
        Ear ear = connect("/ws");
        ear.message(0);

        ear.socket.sendText("x".repeat(20_000), true).join();

        await().until(() -> ear.closedWith.get() == 1009);
    }

    @Test
    void anUnknownJobIsRefusedAtTheHandshake() {
        Throwable refused = Assertions.catchThrowable(() -> connect("/ws/jobs/job_none"));

        assertThat(refused)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(WebSocketHandshakeException.class);
        assertThat(((WebSocketHandshakeException) refused.getCause())
                        .getResponse()
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void aPageOfAnotherOriginIsRefused() {
        Throwable refused = Assertions.catchThrowable(() -> HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("Origin", "https://evil.example")
                .buildAsync(URI.create("ws://localhost:" + port + "/ws"), new Ear())
                .join());

        assertThat(((WebSocketHandshakeException) refused.getCause())
                        .getResponse()
                        .statusCode())
                .isEqualTo(403);
    }

    private Ear connect(String path) {
        return connect(port, path);
    }

    static Ear connect(int port, String path) {
        Ear ear = new Ear();
        ear.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://localhost:" + port + path), ear)
                .join();
        return ear;
    }

    private static ProgressUpdate step(
            JobStatus status, String article, @Nullable ErrorCode error, int completed, int failed, long revision) {
        return new ProgressUpdate(
                JOB,
                article,
                error == null ? ArticleStatus.SCRAPED : ArticleStatus.FAILED,
                error,
                status,
                completed,
                failed,
                3,
                revision);
    }

    static Job job(JobStatus status, int completed, long revision) {
        Instant then = Instant.parse("2026-01-02T03:04:05Z");
        return new Job(JOB, status, 4, 4, 0, completed, 0, then, then, null, revision, 1, JobLabel.NONE);
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Stored {
        @Bean
        StoredJobs storedJobs() {
            return new StoredJobs();
        }

        @Bean
        @Primary
        Jobs live(StoredJobs stored) {
            return stored.asJobs();
        }
    }

    /**
     * The jobs as far as the live part reads them. No mock: the refresh reads them on a thread of its own, and what it asks
     * for while a test says what a mock is to answer would be given that answer.
     */
    static final class StoredJobs {
        private volatile Job job = LiveSocketTest.job(JobStatus.IN_PROGRESS, 1, 3);
        private volatile boolean removed;
        private volatile List<Ends.End> ended = List.of();

        void store(Job now) {
            job = now;
            removed = false;
        }

        void end(List<Ends.End> ends) {
            ended = ends;
        }

        void remove() {
            removed = true;
        }

        Jobs asJobs() {
            return (Jobs) Proxy.newProxyInstance(
                    Jobs.class.getClassLoader(),
                    new Class<?>[] {Jobs.class},
                    (proxy, method, arguments) -> switch (method.getName()) {
                        case "find" -> Optional.of(job).filter(one -> one.id().equals(arguments[0]));
                        case "ends" -> removed ? Optional.empty() : Optional.of(new Ends(job, ended));
                        case "endedSince" -> job.status().ended() ? List.of(job) : List.of();
                        case "findAll" -> List.of(job);
                        case "open" -> job.status().ended() ? List.of() : List.of(job);
                        case "equals" -> proxy == arguments[0];
                        case "hashCode" -> System.identityHashCode(proxy);
                        case "toString" -> "stored jobs";
                        default -> throw new UnsupportedOperationException(method.getName());
                    });
        }
    }

    /** Hears and remembers. */
    static final class Ear implements WebSocket.Listener {
        final List<String> heard = new CopyOnWriteArrayList<>();
        final AtomicInteger closedWith = new AtomicInteger();
        private final StringBuilder part = new StringBuilder();

        @SuppressWarnings("NullAway.Init")
        WebSocket socket;

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                heard.add(part.toString());
                part.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closedWith.set(code);
            return null;
        }

        JsonNode message(int index) {
            await().until(() -> heard.size() > index);
            return JSON.readTree(heard.get(index));
        }

        JsonNode last() {
            return JSON.readTree(heard.getLast());
        }

        /** All steps of all frames. */
        List<JsonNode> updates() {
            List<JsonNode> steps = new ArrayList<>();
            heard.stream()
                    .filter(text -> text.startsWith("{"))
                    .map(JSON::readTree)
                    .forEach(frame -> frame.path("updates").forEach(steps::add));
            return steps;
        }
    }
}

package dev.gleaner.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.reset;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.gleaner.api.jobs.CancelAnswer;
import dev.gleaner.api.jobs.Cancellation;
import dev.gleaner.api.jobs.retries.Retries;
import dev.gleaner.api.jobs.steering.Controls;
import dev.gleaner.api.jobs.steering.SteerAnswer;
import dev.gleaner.job.Job;
import dev.gleaner.job.JobControl;
import dev.gleaner.job.JobFilter;
import dev.gleaner.job.JobLabel;
import dev.gleaner.job.JobOutline;
import dev.gleaner.job.JobStatus;
import dev.gleaner.job.Jobs;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How jobs are steered, one or many at once, as a client meets it. */
@SpringBootTest(classes = WebApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
class JobChangesWebTest {
    private static final Instant THEN = Instant.parse("2026-01-02T03:04:05Z");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Controls controls;
    private final Jobs jobs;
    private final Cancellation cancellation;
    private final Retries retries;
    private final int port;

    @Autowired
    JobChangesWebTest(
            Controls controls, Jobs jobs, Cancellation cancellation, Retries retries, @LocalServerPort int port) {
        this.controls = controls;
        this.jobs = jobs;
        this.cancellation = cancellation;
        this.retries = retries;
        this.port = port;
    }

    @BeforeEach
    void forget() {
        reset(controls, jobs, cancellation, retries);
    }

    @Test
    void aPausedJobIsAnsweredWithItsStatus() throws Exception {
        when(controls.pause("job_1")).thenReturn(new SteerAnswer.Steered(job(THEN, 2)));

        HttpResponse<String> answer = send("POST", "/jobs/job_1/pause", "");

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode job = JSON.readTree(answer.body());
        assertThat(job.path("status").asString()).isEqualTo("IN_PROGRESS");
        assertThat(job.path("paused").asBoolean()).isTrue();
        assertThat(job.path("paused_at").asString()).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(job.path("priority").asInt()).isEqualTo(2);
    }

    @Test
    void aResumedJobIsNotPaused() throws Exception {
        when(controls.resume("job_1")).thenReturn(new SteerAnswer.Steered(job(null, null)));

        JsonNode job = JSON.readTree(send("POST", "/jobs/job_1/resume/", "").body());

        assertThat(job.path("paused").asBoolean()).isFalse();
        assertThat(job.get("paused_at").isNull()).isTrue();
        assertThat(job.get("priority").isNull()).isTrue();
    }

    @Test
    void anEndedJobIsA409AndAnUnknownOneA404() throws Exception {
        when(controls.pause("job_1")).thenReturn(new SteerAnswer.AlreadyEnded(job(null, null)));
        when(controls.resume("job_2")).thenReturn(new SteerAnswer.Unknown());
        when(controls.prioritise("job_1", 3)).thenReturn(new SteerAnswer.AlreadyEnded(job(null, null)));

        assertThat(send("POST", "/jobs/job_1/pause", "").statusCode()).isEqualTo(409);
        assertThat(send("POST", "/jobs/job_2/resume", "").statusCode()).isEqualTo(404);
        assertThat(send("PATCH", "/jobs/job_1", "{\"priority\":3}").statusCode())
                .isEqualTo(409);
    }

    @Test
    void thePriorityOfWhatWaitsIsChanged() throws Exception {
        when(controls.prioritise("job_1", 1)).thenReturn(new SteerAnswer.Steered(job(null, 1)));

        HttpResponse<String> answer = send("PATCH", "/jobs/job_1", "{\"priority\":1}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(answer.body()).path("priority").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|422|priority",
                "{\"priority\":11}|422|priority",
                "{\"priority\":\"high\"}|422|priority",
                "{\"priority\":1.5}|422|priority",
                "[]|422|$",
                "nonsense|400|",
                "{\"priority\":1,\"priority\":2}|400|"
            })
    void aChangeThatIsNoneIsRefused(String body, int status, @Nullable String path) throws Exception {
        HttpResponse<String> answer = send("PATCH", "/jobs/job_1", body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        if (path != null) {
            assertThat(JSON.readTree(answer.body()).at("/errors/0/path").asString())
                    .isEqualTo(path);
        }
        verify(controls, never()).prioritise(any(), anyInt());
    }

    @Test
    void manyAreCancelledByAFilterAndTheirIdsAreTold() throws Exception {
        Job job = job(null, null);
        when(jobs.list(new JobFilter(JobStatus.IN_PROGRESS, "morning", List.of("news"), THEN, null), 200, 0))
                .thenReturn(List.of(job));
        when(cancellation.cancel("job_1")).thenReturn(new CancelAnswer.Cancelled(job, 4));

        HttpResponse<String> answer = send("POST", "/jobs/cancel", """
                {"name":"morning","tag":"news","created_after":"2026-01-02T03:04:05Z"}""");

        assertThat(JSON.readTree(answer.body())).isEqualTo(JSON.readTree("""
                {"dry_run":false,"matched":1,"changed":1,"articles":4,"job_ids":["job_1"],"more":false,
                 "message":"1 job cancelled."}"""));
    }

    @Test
    void aDryRunChangesNothing() throws Exception {
        when(jobs.list(any(), anyInt(), anyInt())).thenReturn(List.of(job(null, null)), List.of());

        JsonNode answer = JSON.readTree(
                send("POST", "/jobs/cancel", "{\"all\":true,\"dry_run\":true}").body());

        assertThat(answer.path("message").asString()).isEqualTo("1 job would be cancelled.");
        assertThat(answer.path("articles").asInt()).isEqualTo(4);
        verify(cancellation, never()).cancel(any());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/jobs/cancel|{}|$",
                "/jobs/retry|{\"dry_run\":true,\"limit\":5}|$",
                "/jobs/cancel|{\"all\":true,\"tag\":\"a\"}|all",
                "/jobs/cancel|{\"status\":\"COMPLETED\"}|status",
                "/jobs/retry|{\"status\":\"PENDING\"}|status",
                "/jobs/retry|{\"statu\":\"FAILED\",\"all\":true}|statu",
                "/jobs/retry|{\"error_code\":\"odd\"}|error_code",
                "/jobs/retry|{\"tag\":[\"a\",1]}|tag[1]",
                "/jobs/retry|{\"all\":true,\"limit\":1001}|limit",
                "/jobs/retry|{\"created_before\":\"today\"}|created_before",
                "/jobs/retry|{\"all\":\"yes\"}|all"
            })
    void aFilterThatMeansNothingOrIsWrongIsRefused(String path, String body, String fault) throws Exception {
        HttpResponse<String> answer = send("POST", path, body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(JSON.readTree(answer.body()).at("/errors/0/path").asString()).isEqualTo(fault);
        verify(jobs, never()).list(any(), anyInt(), anyInt());
    }

    @Test
    void aBodyThatIsTooLargeIsA413() throws Exception {
        assertThat(send("POST", "/jobs/retry", "{\"name\":\"" + "x".repeat(70_000) + "\"}")
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void whatManyArePostedToIsNoJob() throws Exception {
        assertThat(send("DELETE", "/jobs/cancel", "").statusCode()).isEqualTo(405);
        assertThat(send("PATCH", "/jobs/retry", "{\"priority\":1}").statusCode())
                .isEqualTo(405);
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        return CLIENT.send(
                (body.isEmpty() ? request : request.header("Content-Type", "application/json")).build(),
                BodyHandlers.ofString());
    }

    private static Job job(@Nullable Instant pausedAt, @Nullable Integer priority) {
        return new Job(
                "job_1",
                JobStatus.IN_PROGRESS,
                5,
                5,
                0,
                1,
                0,
                THEN,
                THEN,
                null,
                3,
                1,
                JobLabel.NONE,
                new JobControl(pausedAt, priority, "token"),
                null,
                JobOutline.NONE);
    }
}

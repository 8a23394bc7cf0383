package dev.gleaner.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.reset;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.gleaner.api.jobs.CancelAnswer;
import dev.gleaner.api.jobs.Cancellation;
import dev.gleaner.api.submission.Receipt;
import dev.gleaner.api.submission.SubmissionFailure;
import dev.gleaner.api.submission.Submissions;
import dev.gleaner.article.Articles;
import dev.gleaner.article.Contents;
import dev.gleaner.article.ErrorCode;
import dev.gleaner.fetch.FetchOptions;
import dev.gleaner.job.Failure;
import dev.gleaner.job.Item;
import dev.gleaner.job.Items;
import dev.gleaner.job.Job;
import dev.gleaner.job.JobFilter;
import dev.gleaner.job.JobLabel;
import dev.gleaner.job.JobOrder;
import dev.gleaner.job.JobStatus;
import dev.gleaner.job.Jobs;
import dev.gleaner.store.StoreAwayException;
import dev.gleaner.store.StoreAwayException.Kind;
import dev.gleaner.store.StoreAwayException.Store;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The public contract as a client meets it: statuses, names of fields, problem documents. */
@SpringBootTest(
        classes = WebApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"gleaner.api.max-body=2KB", "spring.threads.virtual.enabled=true"})
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
class WebTest {
    private static final Instant THEN = Instant.parse("2026-01-02T03:04:05Z");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    private final Jobs jobs;
    private final Items items;
    private final Articles articles;
    private final Submissions submissions;
    private final Cancellation cancellation;
    private final int port;

    @Autowired
    WebTest(
            Jobs jobs,
            Items items,
            Articles articles,
            Submissions submissions,
            Cancellation cancellation,
            @LocalServerPort int port) {
        this.jobs = jobs;
        this.items = items;
        this.articles = articles;
        this.submissions = submissions;
        this.cancellation = cancellation;
        this.port = port;
    }

    @BeforeEach
    void forget() {
        reset(jobs, items, articles, submissions, cancellation);
    }

    @Test
    void aSubmissionIsAnswered201WithTheContractsFields() throws Exception {
        when(submissions.submit(any())).thenReturn(new Receipt("job_1", JobStatus.IN_PROGRESS, 2, 1, 1, false));

        HttpResponse<String> answer = post("{\"articles\":[{\"url\":\"https://a.example/1\"}]}");

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(json(answer)).isEqualTo(JSON.readTree("""
                        {"job_id":"job_1","status":"IN_PROGRESS","total_articles":2,"new_articles":1,
                         "cached_articles":1,"message":"Job submitted successfully"}"""));
    }

    @Test
    void aJobFromTheCacheSaysSoAndAReplayIsMarked() throws Exception {
        when(submissions.submit(any())).thenReturn(new Receipt("job_1", JobStatus.COMPLETED, 2, 0, 2, true));

        HttpResponse<String> answer =
                post("{\"articles\":[{\"url\":\"https://a.example/1\"}]}", "Idempotency-Key", "key");

        assertThat(json(answer).path("message").stringValue()).isEqualTo("Job completed - all articles from cache");
        assertThat(answer.headers().firstValue("Idempotency-Replayed")).contains("true");
    }

    @Test
    void everyFaultOfASubmissionHasItsPath() throws Exception {
        HttpResponse<String> answer =
                post("{\"articles\":[{\"url\":\"ftp://a.example\",\"priority\":11},{\"url\":\"http://localhost/\"}]}");

        assertProblem(answer, 422);
        assertThat(json(answer)
                        .path("errors")
                        .valueStream()
                        .map(error -> error.path("path").stringValue()))
                .containsExactlyInAnyOrder("articles[0].url", "articles[0].priority", "articles[1].url");
        assertThat(json(answer).path("error_count").intValue()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "nonsense", "{\"articles\":[]} more"})
    void aBodyThatIsNoJsonIsA400(String body) throws Exception {
        assertProblem(post(body), 400);
    }

    @Test
    void aBodyOverTheLimitIsA413HoweverItIsSent() throws Exception {
        byte[] large = new byte[5_000_000];

        assertProblem(post(BodyPublishers.ofByteArray(large)), 413);
        assertProblem(post(BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(large))), 413); // chunked, no length
    }

    @Test
    void anotherMediaTypeIsA415() throws Exception {
        HttpResponse<String> answer =
                send(to("/jobs/submit").header("Content-Type", "text/plain").POST(BodyPublishers.ofString("{}")));

        assertProblem(answer, 415);
    }

    @ParameterizedTest
    @CsvSource({"reused,422,", "under way,409,2", "full,429,30", "slow,503,30"})
    void aFailedSubmissionSaysWhetherToTryAgain(String kind, int status, String retryAfter) throws Exception {
        SubmissionFailure failure = switch (kind) {
            case "reused" -> new SubmissionFailure.KeyReused("key");
            case "full" -> new SubmissionFailure.QueueFull(1, 10, 10);
            case "under way" -> new SubmissionFailure.UnderWay("key");
            default -> new SubmissionFailure.TooSlow(Duration.ofSeconds(60));
        };
        when(submissions.submit(any())).thenThrow(failure);

        HttpResponse<String> answer = post("{\"articles\":[{\"url\":\"https://a.example/1\"}]}");

        assertProblem(answer, status);
        assertThat(answer.headers().firstValue("Retry-After")).isEqualTo(Optional.ofNullable(retryAfter));
    }

    @Test
    void aKeyWithASpaceIsRefused() throws Exception {
        assertProblem(post("{}", "Idempotency-Key", "two words"), 422);
    }

    @Test
    void aJobIsToldWithTheContractsFields() throws Exception {
        when(jobs.find("job_1")).thenReturn(Optional.of(job(JobStatus.IN_PROGRESS, 5, 2, 1)));

        JsonNode job = json(get("/jobs/job_1/status"));

        assertThat(job.path("total_articles").intValue()).isEqualTo(5);
        assertThat(job.path("completed").intValue()).isEqualTo(2);
        assertThat(job.path("failed").intValue()).isEqualTo(1);
        assertThat(job.path("pending").intValue()).isEqualTo(2);
        assertThat(job.path("created_at").stringValue()).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(job.path("updated_at").stringValue()).isEqualTo("2026-01-02T03:04:05Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/jobs/job_none/status", "/jobs/job_none/results"})
    void anUnknownJobIsA404ThatNamesIt(String path) throws Exception {
        HttpResponse<String> answer = get(path);

        assertProblem(answer, 404);
        assertThat(json(answer).path("job_id").stringValue()).isEqualTo("job_none");
    }

    @Test
    void jobsAreListedWithTheParametersAsked() throws Exception {
        when(jobs.list(new JobFilter(JobStatus.COMPLETED, null, List.of(), null, null), JobOrder.NEWEST, 7, 3))
                .thenReturn(List.of(job(JobStatus.COMPLETED, 1, 1, 0)));

        assertThat(json(get("/jobs?status_filter=completed&limit=7&skip=3")).size())
                .isEqualTo(1);
        assertThat(get("/jobs/").statusCode()).isEqualTo(200);
        verify(jobs).list(JobFilter.ALL, JobOrder.NEWEST, 50, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=1001", "limit=many", "skip=-1", "skip=99999999999", "status_filter=odd"})
    void anOddParameterIsA422ThatNamesIt(String query) throws Exception {
        HttpResponse<String> answer = get("/jobs?" + query);

        assertProblem(answer, 422);
        assertThat(json(answer).path("detail").stringValue()).contains(query.substring(0, query.indexOf('=')));
    }

    @ParameterizedTest
    @CsvSource({
        "/jobs?statu_filter=COMPLETED, did you mean status_filter?",
        "/jobs/job_1/status?x=1, none is known here",
        "/schedules?enable=true, did you mean enabled?"
    })
    void anUnknownParameterIsA422WithTheOneThatMayBeMeant(String path, String hint) throws Exception {
        HttpResponse<String> answer = get(path);

        assertProblem(answer, 422);
        assertThat(json(answer).path("detail").stringValue()).endsWith(hint);
    }

    @Test
    void anUnknownFieldIsA422WithTheOneThatMayBeMeant() throws Exception {
        HttpResponse<String> answer =
                post("{\"articles\":[{\"url\":\"https://a.example/1\",\"prioriti\":1}],\"maxage\":60}");

        assertProblem(answer, 422);
        assertThat(json(answer).path("errors").valueStream())
                .extracting(fault -> fault.path("path").stringValue() + " "
                        + fault.path("message").stringValue())
                .containsExactlyInAnyOrder(
                        "maxage is no known field; did you mean max_age?",
                        "articles[0].prioriti is no known field; did you mean priority?");
    }

    @Test
    void aCancelSaysHowMuchIsGivenUp() throws Exception {
        when(cancellation.cancel("job_1")).thenReturn(new CancelAnswer.Cancelled(job(JobStatus.CANCELLED, 5, 1, 1), 3));

        assertThat(json(send(to("/jobs/job_1").DELETE()))).isEqualTo(JSON.readTree("""
                        {"job_id":"job_1","status":"CANCELLED","message":"Job cancelled. Removed 3 pending tasks."}"""));
    }

    @Test
    void anEndedOrUnknownJobCannotBeCancelled() throws Exception {
        when(cancellation.cancel("job_1")).thenReturn(new CancelAnswer.AlreadyEnded(job(JobStatus.COMPLETED, 1, 1, 0)));
        when(cancellation.cancel("job_2")).thenReturn(new CancelAnswer.Unknown());

        assertProblem(send(to("/jobs/job_1").DELETE()), 400);
        assertProblem(send(to("/jobs/job_2").DELETE()), 404);
    }

    @Test
    void resultsJoinWhatWasReceiptWithWhatWasScraped() throws Exception {
        Job job = job(JobStatus.IN_PROGRESS, 3, 1, 1);
        when(jobs.detail("job_1"))
                .thenReturn(Optional.of(new Jobs.Detail(
                        job,
                        List.of("art_3"),
                        List.of(new Failure("art_2", ErrorCode.HTTP_ERROR, "404", THEN)),
                        Instant.EPOCH,
                        FetchOptions.NONE)));
        when(items.page("job_1", 0)).thenReturn(List.of(item(1), item(2), item(3)));
        when(articles.stored(List.of("art_1")))
                .thenReturn(Map.of(
                        "art_1", new Articles.Stored("art_1", Contents.full(), "https://a.example/final", THEN)));

        JsonNode results = json(get("/jobs/job_1/results"));

        assertThat(results.path("successful").intValue()).isEqualTo(1);
        assertThat(results.path("failed").intValue()).isEqualTo(1);
        assertThat(results.path("results")).isEqualTo(JSON.readTree("""
                        [{"article_id":"art_1","url":"https://a.example/1","source":"s","category":null,
                          "title":"the title","content":"the content","markdown":"the markdown",
                          "scraped_at":"2026-01-02T03:04:05Z","cached":true,"authors":["one authors","another"],
                          "published_at":"2026-03-09T04:30:00.120Z","language":"the language",
                          "canonical_url":"the canonical_url","final_url":"https://a.example/final","word_count":1011,"data":null}]"""));
        JsonNode failed = results.path("failed_articles").path(0);
        assertThat(failed.path("url").stringValue()).isEqualTo("https://a.example/2");
        assertThat(failed.path("error").stringValue()).isEqualTo("404");
        assertThat(failed.path("attempted_at").stringValue()).isEqualTo("2026-01-02T03:04:05Z");
    }

    @Test
    void resultsThatBreakOffBeforeTheFirstByteAreAProblem() throws Exception {
        breakOffAfter(1);

        assertProblem(get("/jobs/job_1/results"), 503);
    }

    /** A client that takes half of the results for all of them loses articles without knowing. */
    @Test
    void resultsThatBreakOffHalfWayNeverLookWhole() {
        breakOffAfter(300);

        Assertions.assertThatThrownBy(() -> get("/jobs/job_1/results")).isInstanceOf(IOException.class);
    }

    private void breakOffAfter(int articlesRead) {
        Job job = job(JobStatus.COMPLETED, 1000, 1000, 0);
        when(jobs.detail("job_1"))
                .thenReturn(Optional.of(new Jobs.Detail(job, List.of(), List.of(), Instant.EPOCH, FetchOptions.NONE)));
        when(items.page("job_1", 0))
                .thenReturn(IntStream.range(0, 1000).mapToObj(WebTest::item).toList());
        int[] read = {0};
        when(articles.stored(any())).thenAnswer(call -> {
            List<String> ids = List.copyOf(call.<java.util.Collection<String>>getArgument(0));
            read[0] += ids.size();
            if (read[0] > articlesRead) {
                throw away(Store.MONGODB, Kind.AWAY);
            }
            return ids.stream()
                    .collect(java.util.stream.Collectors.toMap(
                            id -> id,
                            id -> new Articles.Stored(id, Contents.ofText("T", "x".repeat(1000)), null, THEN)));
        });
    }

    @Test
    void aStoreThatIsAwayIsA503WithoutItsAddress() throws Exception {
        for (RuntimeException away : List.of(
                away(Store.MONGODB, Kind.AWAY),
                away(Store.MONGODB, Kind.NOT_PRIMARY),
                away(Store.REDIS, Kind.FULL),
                new IllegalStateException("wrapped", away(Store.REDIS, Kind.AWAY)))) {
            reset(jobs);
            when(jobs.find(anyString())).thenThrow(away);

            HttpResponse<String> answer = get("/jobs/job_1/status");

            assertProblem(answer, 503);
            assertThat(answer.headers().firstValue("Retry-After")).contains("5");
            assertThat(answer.body()).doesNotContain("internal");
        }
    }

    private static StoreAwayException away(Store store, Kind kind) {
        return new StoreAwayException(store, kind, new IllegalStateException("at store-7.internal:27017"));
    }

    @Test
    void aFaultOfOursIsA500ThatTellsNothingButTheIncident() throws Exception {
        when(jobs.find(anyString())).thenThrow(new IllegalStateException("secret of dev.gleaner.Something"));

        HttpResponse<String> answer = get("/jobs/job_1/status");

        assertProblem(answer, 500);
        assertThat(answer.body()).doesNotContain("secret", "gleaner.", "Exception", "\tat ");
        assertThat(json(answer).path("incident").stringValue()).isNotBlank();
    }

    @Test
    void unknownPathsMethodsAndAcceptsAreProblems() throws Exception {
        assertProblem(get("/nothing/here"), 404);
        HttpResponse<String> wrongMethod = send(to("/jobs/submit").PUT(BodyPublishers.noBody()));
        assertProblem(wrongMethod, 405);
        assertThat(wrongMethod.headers().firstValue("Allow")).isPresent();
        assertProblem(send(to("/jobs").header("Accept", "image/png")), 406);
        assertProblem(send(to("/nothing").header("Accept", "text/html")), 404);
    }

    @Test
    void whatTheContainerRefusesIsAProblemToo() throws Exception {
        String answer = raw("GET /jobs/a|b[ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json")
                .contains("\"status\":400");
        assertThat(answer).doesNotContain("<html", "Tomcat", "Exception");
    }

    @Test
    void anErrorOutsideOfTheControllersIsAProblem() throws Exception {
        assertProblem(send(to("/error").header("Accept", "text/html")), 404);
    }

    @Test
    void theLivePathsRefuseWithProblems() throws Exception {
        String plain = raw("GET /ws HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        String unknown = raw(
                "GET /ws/jobs/job_none HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
                        + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");

        assertThat(plain).startsWith("HTTP/1.1 426").contains("application/problem+json");
        assertThat(unknown)
                .startsWith("HTTP/1.1 404")
                .contains("application/problem+json")
                .contains("\"job_id\":\"job_none\"");
    }

    @Test
    void aStoreThatIsAwayRefusesLiveClientsForAMoment() throws Exception {
        when(jobs.find(anyString())).thenThrow(away(Store.MONGODB, Kind.AWAY));

        String answer = raw(
                "GET /ws/jobs/job_1 HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
                        + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 503")
                .contains("application/problem+json")
                .contains("Retry-After: 5");
        assertThat(answer).doesNotContain("internal");
    }

    @Test
    void healthNamesTheStores() throws Exception {
        assertThat(json(get("/health")))
                .isEqualTo(JSON.readTree("{\"status\":\"UP\",\"mongo\":\"UP\",\"redis\":\"UP\"}"));
    }

    @Test
    void theApiDescribesItself() throws Exception {
        JsonNode api = json(get("/openapi.json"));

        assertThat(api.path("paths").propertyNames())
                .contains("/jobs/submit", "/jobs", "/health")
                .noneMatch(path -> path.contains("error"));
        assertThat(get("/openapi.json").body()).contains("\"job_id\"").doesNotContain("\"totalArticles\"");
        assertThat(get("/docs").statusCode()).isEqualTo(302);
    }

    private static void assertProblem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        JsonNode problem = json(answer);
        assertThat(problem.path("status").intValue()).isEqualTo(status);
        for (String field : List.of("type", "title", "detail", "instance")) {
            assertThat(problem.path(field).stringValue("")).as(field).isNotBlank();
        }
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(to(path));
    }

    private HttpResponse<String> post(String body, String... headers) throws Exception {
        HttpRequest.Builder request =
                to("/jobs/submit").header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    private HttpResponse<String> post(HttpRequest.BodyPublisher body) throws Exception {
        return send(
                to("/jobs/submit").header("Content-Type", "application/json").POST(body));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .timeout(Duration.ofSeconds(30));
    }

    /** For what no well-behaved client sends. */
    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            StringBuilder answer = new StringBuilder();
            byte[] buffer = new byte[8192];
            try {
                for (int read = socket.getInputStream().read(buffer);
                        read >= 0;
                        read = socket.getInputStream().read(buffer)) {
                    answer.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
                    if (answer.toString().endsWith("}") || answer.toString().endsWith("0\r\n\r\n")) {
                        break; // the connection of a refused handshake stays open
                    }
                }
            } catch (java.net.SocketTimeoutException complete) {
                return answer.toString();
            }
            return answer.toString();
        }
    }

    private static Item item(int number) {
        return new Item("art_" + number, "https://a.example/" + number, "a.example", "s", null, 5, true);
    }

    private static Job job(JobStatus status, int total, int completed, int failed) {
        return new Job("job_1", status, total, total, 0, completed, failed, THEN, THEN, null, 3, 1, JobLabel.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/jobs?limit=", "/jobs?skip=", "/jobs/job_1/results?limit=", "/jobs/job_1/articles?limit="})
    void aNumberWithoutAValueIsA422(String path) throws Exception {
        assertProblem(get(path), 422);
    }

    @Test
    void aQueryThatCannotBeTakenApartIsA400() throws Exception {
        assertProblem(get("/jobs?=null"), 400);
    }

    @Test
    void aMethodThatIsNotAllowedIsToldWithThoseThatAre() throws Exception {
        String answer = raw("TRACE /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 405").containsIgnoringCase("\nAllow: ");
    }
}

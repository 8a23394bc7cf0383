package dev.gleaner.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

@Timeout(30)
class GleanerClientTest {

    private static final String NDJSON = "GET /jobs/job_1/results?format=ndjson";
    private static final String LINES = """
            {"status":"SCRAPED","article_id":"art_1","url":"http://a.example/1","title":"Über","content":"Text","cached":true}
            {"status":"FAILED","article_id":"art_2","url":"http://a.example/2","error":"404 Not Found","error_code":"http_error","attempted_at":"2026-01-01T00:00:00Z"}
            """;

    private FakeServer server;
    private GleanerClient client;

    @BeforeEach
    void start() throws Exception {
        server = new FakeServer();
        client = GleanerClient.at(server.address());
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        server.close();
    }

    @Test
    void aSubmissionIsSentInTheFormOfTheContract() throws Exception {
        server.on("POST /jobs/submit", submitted("Idempotency-Replayed: true\r\n"));
        SubmittedJob job = client.submit(Submission.builder()
                .article(new Submission.Article("http://a.example/1", "A", "news", 2))
                .url("http://a.example/2")
                .maxAge(Duration.ofDays(1))
                .skipDuplicates()
                .name("morning")
                .tag("news")
                .tag("daily")
                .header("Cookie", "consent=yes")
                .language("de")
                .timeout(Duration.ofSeconds(10))
                .userAgent("Reader/2")
                .hostDelay(Duration.ofMillis(2500))
                .hostMaxConcurrent(1)
                .idempotencyKey("key-1")
                .build());

        assertThat(job).isEqualTo(new SubmittedJob("job_1", JobStatus.IN_PROGRESS, 2, 1, 1, "Job submitted", true));
        FakeServer.Request request = server.requests.getFirst();
        assertThat(request.hasHeader("Content-Type", "application/json")).isTrue();
        assertThat(request.hasHeader("Idempotency-Key", "key-1")).isTrue();
        assertThat(JsonMapper.shared().readTree(request.body()))
                .isEqualTo(JsonMapper.shared().readTree("""
                        {"articles": [
                           {"url": "http://a.example/1", "source": "A", "category": "news", "priority": 2},
                           {"url": "http://a.example/2"}],
                         "max_age": 86400, "on_duplicate": "skip", "name": "morning", "tags": ["news", "daily"],
                         "headers": {"Cookie": "consent=yes"}, "language": "de", "timeout": 10,
                         "user_agent": "Reader/2", "host_delay": 2.5, "host_max_concurrent": 1}"""));
    }

    @Test
    void aSubmissionMayNameWhereItsArticlesAreAndAnArticleMayAskForItsOwn() throws Exception {
        server.on("POST /jobs/submit", submitted(""));
        client.submit(Submission.builder()
                .preset("news")
                .articleListUrl("http://a.example/feed")
                .fetchedToday(ZoneId.of("Europe/Berlin"))
                .priority(2)
                .build());
        client.submit(Submission.builder()
                .article(new Submission.Article(
                        "http://a.example/",
                        null,
                        null,
                        null,
                        new Submission.Own(Map.of("Cookie", "a=b"), "de", Duration.ofSeconds(3), Duration.ofHours(1))))
                .build());

        assertThat(JsonMapper.shared().readTree(server.requests.getFirst().body()))
                .isEqualTo(JsonMapper.shared().readTree("""
                        {"preset": "news", "article_list_url": "http://a.example/feed", "max_age": "day",
                         "time_zone": "Europe/Berlin", "priority": 2}"""));
        assertThat(JsonMapper.shared().readTree(server.requests.getLast().body()))
                .isEqualTo(JsonMapper.shared().readTree("""
                        {"articles": [{"url": "http://a.example/", "headers": {"Cookie": "a=b"}, "language": "de",
                          "timeout": 3, "max_age": 3600}]}"""));
    }

    @Test
    void aSubmissionMayNameAScraperForAllOrOneOfItsArticlesOrAlone() throws Exception {
        server.on("POST /jobs/submit", submitted(""));
        Submission.Scraper spider =
                new Submission.Scraper("spider", Map.of("depth", 2, "tags", List.of("a", "b")), Map.of("DELAY", 0.5));
        client.submit(Submission.builder().scraper(spider).build());
        client.submit(Submission.builder()
                .scraper(new Submission.Scraper("article"))
                .article(new Submission.Article("http://a.example/", null, null, null, Submission.Own.by(spider)))
                .build());

        String chosen = "\"scraper\": \"spider\", \"params\": {\"depth\": 2, \"tags\": [\"a\", \"b\"]}, "
                + "\"settings\": {\"DELAY\": 0.5}";
        assertThat(JsonMapper.shared().readTree(server.requests.getFirst().body()))
                .isEqualTo(JsonMapper.shared().readTree("{" + chosen + "}"));
        assertThat(JsonMapper.shared().readTree(server.requests.getLast().body()))
                .isEqualTo(JsonMapper.shared()
                        .readTree("{\"articles\": [{\"url\": \"http://a.example/\", " + chosen
                                + "}], \"scraper\": \"article\"}"));
    }

    @Test
    void presetsArePutReadListedAndRemoved() throws Exception {
        server.on("PUT /presets/news", 201, "{\"name\":\"news\",\"revision\":1,\"max_age\":60}");
        server.on("GET /presets/news", 200, "{\"name\":\"news\",\"revision\":2,\"max_age\":60}");
        server.on("GET /presets/none", 404, "{\"detail\":\"none\"}");
        server.on(
                "GET /presets?limit=1",
                200,
                "{\"presets\":[{\"name\":\"news\",\"revision\":2}],\"total\":3,\"next_cursor\":\"p1\"}");
        server.on("DELETE /presets/news?force=true", 204, "");

        assertThat(client.presets().put("news", Map.of("max_age", 60)).revision())
                .isEqualTo(1);
        assertThat(client.presets().replace("news", Map.of("max_age", 60), 1).name())
                .isEqualTo("news");
        assertThat(server.requests.getLast().hasHeader("If-Match", "\"1\"")).isTrue();
        assertThat(client.presets().find("news"))
                .hasValueSatisfying(preset -> assertThat(preset.fields()).containsEntry("max_age", 60));
        assertThat(client.presets().find("none")).isEmpty();
        Presets.Page page = client.presets().list(null, 1);
        assertThat(page.presets()).extracting(Preset::name).containsExactly("news");
        assertThat(page.nextCursor()).isEqualTo("p1");
        client.presets().delete("news", true);
    }

    @Test
    void whatIsNotSetIsNotSent() throws Exception {
        server.on("POST /jobs/submit", submitted(""));
        assertThat(client.submit(Submission.builder().url("http://a.example/").build())
                        .replayed())
                .isFalse();
        FakeServer.Request request = server.requests.getFirst();
        assertThat(request.body()).isEqualTo("{\"articles\":[{\"url\":\"http://a.example/\"}]}");
        assertThat(request.head()).doesNotContainIgnoringCase("Idempotency-Key");
    }

    @Test
    void aDryRunIsAskedForAndItsVerdictsAreRead() throws Exception {
        server.on("POST /jobs/submit?dry_run=true", 200, """
                {"dry_run":true,"accepted":false,"total_articles":2,"new_articles":1,"refused_articles":1,"articles":[
                 {"path":"articles[0]","url":"http://a.example/","verdict":"new","reason":null},
                 {"path":"articles[1]","url":null,"verdict":"refused","reason":"no url"}]}""");
        Preview preview =
                client.preview(Submission.builder().url("http://a.example/").build());
        assertThat(preview.accepted()).isFalse();
        assertThat(preview.articles())
                .containsExactly(
                        new Preview.Entry("articles[0]", "http://a.example/", Preview.Verdict.NEW, null),
                        new Preview.Entry("articles[1]", null, Preview.Verdict.REFUSED, "no url"));
    }

    @Test
    void aStatusIsReadWithWhatIsNewInItPassedOver() throws Exception {
        server.on("GET /jobs/job_1/status", 200, """
                {"job_id":"job_1","status":"SLEEPING","total_articles":3,"completed":1,"failed":1,"pending":1,
                 "new_articles":3,"cached_articles":0,"created_at":"2026-01-01T00:00:00Z","updated_at":"2026-01-01T00:00:01Z",
                 "completed_at":null,"revision":7,"run":1,"name":null,"tags":["news"],"mood":{"of":"tomorrow"}}""");
        Job job = client.status("job_1");
        assertThat(job.status()).isEqualTo(JobStatus.UNKNOWN);
        assertThat(job.createdAt()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(job.completedAt()).isNull();
        assertThat(job.tags()).containsExactly("news");
        assertThat(job.revision()).isEqualTo(7);
    }

    @Test
    void jobsAreFilteredByParametersThatAreEncoded() throws Exception {
        server.on(
                "GET /jobs?status_filter=FAILED&name=a%26b%20%2B&created_after=2026-01-01T00%3A00%3A00Z"
                        + "&created_before=2026-01-02T00%3A00%3A00Z&limit=10&skip=20&tag=x&tag=y",
                200, "[{\"job_id\":\"job_1\"},{\"job_id\":\"job_2\"}]");
        assertThat(client.jobs(JobFilter.all()
                        .status(JobStatus.FAILED)
                        .name("a&b +")
                        .tags(List.of("x", "y"))
                        .createdAfter(Instant.parse("2026-01-01T00:00:00Z"))
                        .createdBefore(Instant.parse("2026-01-02T00:00:00Z"))
                        .page(10, 20)))
                .extracting(Job::jobId)
                .containsExactly("job_1", "job_2");
    }

    @Test
    void howAnArticleCameIsTold() throws Exception {
        server.on("GET /jobs/job_1/articles/art_1/attempts", 200, """
                {"article_id":"art_1","url":"http://a.example/","attempts":[
                 {"attempt":1,"started_at":"2026-01-01T00:00:00Z","ended_at":"2026-01-01T00:00:01Z","outcome":"retrying",
                  "http_status":503,"error_code":"http_retryable","error":"503","next_at":"2026-01-01T00:00:09Z"},
                 {"attempt":2,"started_at":"2026-01-01T00:00:09Z","outcome":"running"}]}""")
                .on("GET /articles/art_1/versions", 200, """
                        [{"version":2,"current":true,"fetched_at":"2026-01-02T00:00:00Z","title":"Now"},
                         {"version":1,"current":false,"fetched_at":"2026-01-01T00:00:00Z","title":"Before"}]""")
                .on("GET /articles/art_1/versions/1", 200, """
                        {"article_id":"art_1","version":1,"current":false,"fetched_at":"2026-01-01T00:00:00Z",
                         "title":"Before","content":"It was so.","authors":["A"]}""")
                .on("GET /articles/art_1/versions/9", 404, "{\"status\":404}")
                .on("GET /articles/art_1/jobs?limit=5", 200, """
                        [{"job_id":"job_1","name":null,"status":"COMPLETED","created_at":"2026-01-01T00:00:00Z",
                          "cached":true}]""");
        History history = client.history();

        assertThat(history.attempts("job_1", "art_1").orElseThrow().attempts())
                .extracting(Attempts.Attempt::outcome)
                .containsExactly("retrying", "running");
        assertThat(history.versions("art_1")).extracting(ArticleVersion::title).containsExactly("Now", "Before");
        assertThat(history.version("art_1", 1).orElseThrow().content()).isEqualTo("It was so.");
        assertThat(history.version("art_1", 9)).isEmpty();
        assertThat(history.jobs("art_1", 5))
                .containsExactly(new ArticleJob(
                        "job_1", null, JobStatus.COMPLETED, Instant.parse("2026-01-01T00:00:00Z"), true));
    }

    @Test
    void articlesOfAJobComeInPages() throws Exception {
        server.on("GET /jobs/job_1/articles?status=PENDING&limit=2", 200, """
                {"job_id":"job_1","status":"IN_PROGRESS","total_articles":3,"next_cursor":"p2","articles":[
                 {"article_id":"art_1","url":"http://a.example/","priority":5,"cached":false,"status":"PENDING","attempts":1,
                  "error_code":"timeout","error":"slow","next_try_at":"2026-01-01T00:00:00Z","waiting_for":"its next try","host":"a.example",
                  "host_paused_until":"2026-01-01T00:00:00Z","host_pause_reason":"3 addresses answered 503"}]}""")
                .on("GET /jobs/job_1/articles?limit=2&cursor=p2", 200, "{\"articles\":[]}");
        JobArticles page = client.articles("job_1", ArticleStatus.PENDING, null, 2);
        assertThat(page.nextCursor()).isEqualTo("p2");
        assertThat(page.articles())
                .containsExactly(new JobArticle(
                        "art_1",
                        "http://a.example/",
                        null,
                        null,
                        5,
                        false,
                        ArticleStatus.PENDING,
                        1,
                        "timeout",
                        "slow",
                        Instant.parse("2026-01-01T00:00:00Z"),
                        "its next try",
                        "a.example",
                        Instant.parse("2026-01-01T00:00:00Z"),
                        "3 addresses answered 503"));
        assertThat(client.articles("job_1", null, page.nextCursor(), 2).nextCursor())
                .isNull();
    }

    @Test
    void hostsAreListedAndResumed() throws Exception {
        String host = """
                {"host":"[2001:db8::1]:8080","state":"%s","paused_until":%s,"reason":%s,"running":1,"waiting":7,
                 "max_concurrent":%d}""";
        server.on(
                        "GET /hosts?state=PAUSED&limit=10",
                        200,
                        "{\"total\":3,\"hosts\":["
                                + host.formatted(
                                        "PAUSED", "\"2026-01-01T00:00:00Z\"", "\"3 addresses answered 503\"", 2)
                                + "]}")
                .on(
                        "POST /hosts/%5B2001%3Adb8%3A%3A1%5D%3A8080/resume",
                        200, host.formatted("OPEN", "null", "null", 4));

        Hosts hosts = client.hosts(HostState.PAUSED, 10);

        assertThat(hosts.total()).isEqualTo(3);
        assertThat(hosts.hosts())
                .containsExactly(new Host(
                        "[2001:db8::1]:8080",
                        HostState.PAUSED,
                        Instant.parse("2026-01-01T00:00:00Z"),
                        "3 addresses answered 503",
                        1,
                        7,
                        2,
                        false,
                        null,
                        null));
        assertThat(client.resume(hosts.hosts().getFirst().host()).state()).isEqualTo(HostState.OPEN);
    }

    @Test
    void anOperatorSeesTheFleetAndPausesAHost() throws Exception {
        server.on("GET /stats", 200, """
                        {"at": "2026-01-01T00:00:00Z", "queues": {"high": {"depth": 3, "oldest_seconds": 1.5},
                         "medium": {"depth": 0}, "low": {"depth": 0}, "delayed": {"depth": 0},
                         "waiting_for_hosts": 7, "held": 1}, "live": {"websocket": 1, "sse": 0},
                         "stores": {"mongo": "DOWN", "redis": "UP"}}""")
                .on("GET /consumers", 200, """
                        [{"id": "me-1", "name": "me", "capacity": 64, "running_total": 1, "scrapers": [],
                          "running": [{"article_id": "a", "phase": "reading"}]}]""")
                .on("POST /hosts/a.example/pause", 200, """
                        {"host": "a.example", "state": "PAUSED", "paused_by_operator": true, "note": "it moves",
                         "limits": {"delay_ms": 500}}""")
                .on("PATCH /hosts/a.example", 200, "{\"host\": \"a.example\", \"state\": \"OPEN\"}");

        Stats stats = client.operations().stats();
        assertThat(stats.queues().high()).isEqualTo(new Stats.Queue(3, 1.5));
        assertThat(stats.lastHour()).isEmpty();
        assertThat(client.operations().consumers())
                .singleElement()
                .satisfies(one -> assertThat(one.running().getFirst().phase()).isEqualTo("reading"));
        Host paused = client.operations().pause("a.example", "it moves");
        assertThat(paused.pausedByOperator()).isTrue();
        assertThat(paused.limits()).isEqualTo(new Host.Limits(500L, null));
        assertThat(client.operations().limit("a.example", null, 2).state()).isEqualTo(HostState.OPEN);
    }

    @Test
    void resultsAreReadLineByLine() throws Exception {
        server.on(NDJSON, 200, LINES);
        try (Stream<Result> results = client.results("job_1")) {
            assertThat(results.toList())
                    .containsExactly(
                            new Result.Scraped(
                                    "art_1",
                                    "http://a.example/1",
                                    null,
                                    null,
                                    "Über",
                                    "Text",
                                    null,
                                    null,
                                    true,
                                    List.of(),
                                    null,
                                    null,
                                    null,
                                    null,
                                    null),
                            new Result.Failed(
                                    "art_2",
                                    "http://a.example/2",
                                    "404 Not Found",
                                    "http_error",
                                    Instant.parse("2026-01-01T00:00:00Z")));
        }
    }

    @Test
    void resultsThatBreakOffAreNotTakenForAll() throws Exception {
        server.on(NDJSON, new FakeServer.Reply(200, "", LINES, 100, false));
        try (Stream<Result> results = client.results("job_1")) {
            assertThatThrownBy(results::toList).isInstanceOf(GleanerException.Unreachable.class);
        }
    }

    @Test
    void aReportSaysHowEachArticleCame() throws Exception {
        server.on("GET /jobs/job_1/report", 200, """
                {"schedule":"news","job":"job_1","name":null,"run":2,"fired_at":"2026-01-01T00:00:00Z","status":"COMPLETED",
                 "articles":[{"article_id":"art_1","url":"http://a.example/","ok":true,"status":"unchanged","run":1,
                              "body_bytes":0,"content_bytes":77,"duration_ms":12,"attempts":1,"error_code":null,"error":null},
                             {"article_id":"art_2","url":"http://a.example/2","ok":true,"status":"of tomorrow"}],
                 "totals":{"articles":2,"ok":2,"unchanged":1,"duration_ms":12},
                 "output_count":1,"outputs":[{"file":"news/job_1_run2.json","bytes":123,"articles":2}]}""");

        Report report = client.report("job_1");

        assertThat(report.jobId()).isEqualTo("job_1");
        assertThat(report.articles().getFirst())
                .isEqualTo(new Report.Article(
                        "art_1", "http://a.example/", true, Report.Outcome.UNCHANGED, 1, 0L, 77L, 12L, 1, null, null));
        assertThat(report.articles().getLast().status()).isEqualTo(Report.Outcome.UNKNOWN);
        assertThat(report.totals().durationMs()).isEqualTo(12);
        assertThat(report.outputs()).containsExactly(new Report.Output("news/job_1_run2.json", 123, 2));
    }

    @Test
    void resultsComeInPagesToo() throws Exception {
        server.on("GET /jobs/job_1/results?format=json&limit=5&cursor=p5", 200, """
                {"job_id":"job_1","status":"COMPLETED","total_articles":12,"successful":11,"failed":1,"next_cursor":"pa",
                 "results":[{"article_id":"art_1","url":"http://a.example/","title":"T","content":"C","cached":false}],
                 "failed_articles":[{"article_id":"art_2","url":"http://b.example/","error":"gone","error_code":"http_error"}]}""");
        Results page = client.results("job_1", "p5", 5);
        assertThat(page.results())
                .singleElement()
                .extracting(Result.Scraped::title)
                .isEqualTo("T");
        assertThat(page.failedArticles())
                .singleElement()
                .extracting(Result.Failed::error)
                .isEqualTo("gone");
        assertThat(page.successful()).isEqualTo(11);
        assertThat(page.nextCursor()).isEqualTo("pa");
    }

    @Test
    void aDownloadIsWrittenAsItCame() throws Exception {
        server.on("GET /jobs/job_1/results?format=csv", new FakeServer.Reply(200, "", "a,ü\r\n", 0, false));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(client.download("job_1", ResultFormat.CSV, out)).isEqualTo(6);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("a,ü\r\n");
    }

    @Test
    void aDownloadThatBreaksOffAndOneThatCannotBeWrittenAreToldApart() {
        server.on("GET /jobs/job_1/results?format=markdown", new FakeServer.Reply(200, "", "# A", 9, false))
                .on("GET /jobs/job_1/results?format=csv", new FakeServer.Reply(200, "", "a", 0, false));
        assertThatThrownBy(() -> client.download("job_1", ResultFormat.MARKDOWN, OutputStream.nullOutputStream()))
                .isInstanceOf(GleanerException.Unreachable.class);
        assertThatThrownBy(() -> client.download("job_1", ResultFormat.CSV, new FullDisk()))
                .isInstanceOf(IOException.class)
                .hasMessage("full");
    }

    @Test
    void aJobIsRetriedCancelledAndPurged() throws Exception {
        server.on(
                        "POST /jobs/job_1/retry",
                        202,
                        "{\"job_id\":\"job_1\",\"status\":\"IN_PROGRESS\",\"run\":2,\"retried_articles\":3,\"message\":\"m\"}")
                .on("DELETE /jobs/job_1", 200, "{\"job_id\":\"job_1\",\"status\":\"CANCELLED\",\"message\":\"m\"}")
                .on(
                        "DELETE /jobs/job_1?purge=true",
                        200,
                        "{\"job_id\":\"job_1\",\"status\":\"COMPLETED\",\"message\":\"m\"}");
        assertThat(client.retry("job_1")).isEqualTo(new RetriedJob("job_1", JobStatus.IN_PROGRESS, 2, 3, "m"));
        assertThat(client.cancel("job_1")).isEqualTo(new CancelledJob("job_1", JobStatus.CANCELLED, "m"));
        assertThat(client.purge("job_1")).isEqualTo(new CancelledJob("job_1", JobStatus.COMPLETED, "m"));
    }

    @Test
    void aJobIsPausedResumedAndGivenAnotherPriority() throws Exception {
        server.on("POST /jobs/job_1/pause", 200, """
                {"job_id":"job_1","status":"IN_PROGRESS","paused":true,"paused_at":"2026-01-01T00:00:00Z","priority":null}""");
        server.on("POST /jobs/job_1/resume", 200, "{\"job_id\":\"job_1\",\"paused\":false}");
        server.on("PATCH /jobs/job_1", 200, "{\"job_id\":\"job_1\",\"priority\":2}");
        assertThat(client.pause("job_1").paused()).isTrue();
        assertThat(client.pause("job_1").pausedAt()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(client.resumeJob("job_1").paused()).isFalse();
        assertThat(client.prioritise("job_1", 2).priority()).isEqualTo(2);
        assertThat(server.requests.getLast().body()).isEqualTo("{\"priority\":2}");
    }

    @Test
    void manyJobsAreChangedByWhatTheyHaveInCommon() throws Exception {
        String answer = """
                {"dry_run":true,"matched":2,"changed":2,"articles":7,"job_ids":["job_2","job_1"],"more":false,"message":"m"}""";
        server.on("POST /jobs/cancel", 200, answer);
        server.on("POST /jobs/retry", 200, answer);
        assertThat(client.cancelAll(
                        JobSelection.matching().tags(List.of("news")).host("a.example"), true))
                .isEqualTo(new JobSelection.Change(true, 2, 2, 7, List.of("job_2", "job_1"), false, "m"));
        assertThat(server.requests.getLast().body())
                .isEqualTo("{\"tag\":[\"news\"],\"host\":\"a.example\",\"dry_run\":true}");
        client.retryAll(JobSelection.everyJob(), false);
        assertThat(server.requests.getLast().body()).isEqualTo("{\"all\":true}");
    }

    @Test
    void anArticleIsFoundByIdAndByAddressOrNotAtAll() throws Exception {
        server.on(
                        "GET /articles/art_1",
                        200,
                        "{\"article_id\":\"art_1\",\"sources\":{\"title\":\"html\"},\"authors\":[\"A\"]}")
                .on("GET /articles?url=http%3A%2F%2Fa.example%2F%3Fb%3Dc", 200, "{\"article_id\":\"art_2\"}");
        assertThat(client.article("art_1").orElseThrow().sources()).isEqualTo(Map.of("title", "html"));
        assertThat(client.articleByUrl("http://a.example/?b=c"))
                .map(Article::articleId)
                .contains("art_2");
        assertThat(client.article("art_9")).isEmpty();
    }

    @Test
    void badHealthIsAnAnswerAndAProxysWordIsNone() throws Exception {
        server.on(
                "GET /health",
                503,
                "{\"status\":\"DOWN\",\"mongo\":\"UP\",\"redis\":\"DOWN\",\"problems\":{\"redis\":\"full\"}}");
        assertThat(client.health()).isEqualTo(new Health("DOWN", "UP", "DOWN", Map.of("redis", "full"), false));
        server.on("GET /health", new FakeServer.Reply(503, "Content-Type: text/html\r\n", "<h1>Oops</h1>", 0, false));
        assertThatThrownBy(client::health)
                .isInstanceOfSatisfying(
                        GleanerException.Refused.class,
                        refused -> assertThat(refused.problem().detail()).isEqualTo("<h1>Oops</h1>"));
    }

    @Test
    void aRefusalCarriesWhatTheApiSays() {
        server.on("POST /jobs/submit", new FakeServer.Reply(429, "Retry-After: 30\r\n", """
                        {"type":"about:blank","title":"Too Many Requests","status":429,"detail":"The queue is full",
                         "open_articles":7,"queue_max_articles":5}""", 0, false));
        assertThatThrownBy(() -> client.submit(Submission.builder().build()))
                .hasMessage("POST %s/jobs/submit answered 429: The queue is full", server.address())
                .isInstanceOfSatisfying(GleanerException.Refused.class, refused -> {
                    assertThat(refused.problem())
                            .isEqualTo(new Problem(
                                    429,
                                    "Too Many Requests",
                                    "The queue is full",
                                    Map.of("open_articles", 7, "queue_max_articles", 5)));
                    assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(30));
                    assertThat(refused.isTransient()).isTrue();
                });
    }

    @Test
    void anAnswerThatIsNoneOfTheApiIsUnreadable() {
        server.on("GET /jobs/job_1/status", 200, "<html>").on(NDJSON, 200, "<html>");
        assertThatThrownBy(() -> client.status("job_1")).isInstanceOf(GleanerException.Unreadable.class);
        assertThatThrownBy(() -> client.results("job_1").toList()).isInstanceOf(GleanerException.Unreadable.class);
    }

    @Test
    void noAnswerAndHalfAnAnswerAreUnreachable() throws Exception {
        server.on("GET /jobs/job_1/status", new FakeServer.Reply(200, "", "{", 9, true));
        try (GleanerClient hasty = GleanerClient.builder(server.address())
                .requestTimeout(Duration.ofMillis(200))
                .build()) {
            assertThatThrownBy(() -> hasty.status("job_1"))
                    .isInstanceOf(GleanerException.Unreachable.class)
                    .hasMessageEndingWith("within 200 ms");
        }
        server.close();
        assertThatThrownBy(() -> client.status("job_1")).isInstanceOf(GleanerException.Unreachable.class);
    }

    @Test
    void anApiBelowAPathIsFoundThereAndGivenTheHeadersOfItsProxy() throws Exception {
        server.on("GET /tools/gleaner/jobs/job_1/status", 200, "{\"job_id\":\"job_1\"}")
                .says("{\"type\":\"snapshot\",\"job_id\":\"job_1\",\"status\":\"COMPLETED\",\"revision\":1}");
        try (GleanerClient below = GleanerClient.builder(URI.create(server.address() + "/tools/gleaner/"))
                .header("Authorization", "Bearer x")
                .build()) {
            assertThat(below.status("job_1").jobId()).isEqualTo("job_1");
            assertThat(below.awaitEnd("job_1", Duration.ofSeconds(20)).ended()).isTrue();
        }
        assertThat(server.asked("GET /tools/gleaner/ws/jobs/job_1?since=")).isEqualTo(1);
        assertThat(server.requests).allMatch(request -> request.hasHeader("Authorization", "Bearer x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:8000", "ftp://localhost", "http://localhost?a", "http:///jobs", "/jobs"})
    void whatIsNoAddressOfAnApiIsNotTaken(String address) {
        assertThatThrownBy(() -> GleanerClient.at(URI.create(address))).isInstanceOf(IllegalArgumentException.class);
    }

    private static FakeServer.Reply submitted(String headers) {
        return new FakeServer.Reply(201, headers, """
                {"job_id":"job_1","status":"IN_PROGRESS","total_articles":2,"new_articles":1,"cached_articles":1,
                 "message":"Job submitted"}""", 0, false);
    }

    private static final class FullDisk extends OutputStream {
        @Override
        public void write(int one) throws IOException {
            throw new IOException("full");
        }
    }
}

package dev.gleaner.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.reset;
import static org.mockito.Mockito.when;

import dev.gleaner.article.Articles;
import dev.gleaner.article.Contents;
import dev.gleaner.article.ErrorCode;
import dev.gleaner.fetch.FetchOptions;
import dev.gleaner.job.Effort;
import dev.gleaner.job.Efforts;
import dev.gleaner.job.Failure;
import dev.gleaner.job.Item;
import dev.gleaner.job.Items;
import dev.gleaner.job.Job;
import dev.gleaner.job.JobLabel;
import dev.gleaner.job.JobStatus;
import dev.gleaner.job.Jobs;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
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

/** The forms and pages of results as a client meets them. */
@SpringBootTest(classes = WebApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
class ResultsWebTest {
    private static final Instant THEN = Instant.parse("2026-01-02T03:04:05Z");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String DATA = "{\"=a\\\"\":[\"```\",-1,-2.50,\"@b\"]}";

    private static final int TOTAL = 2_345;

    private final Jobs jobs;
    private final Items items;
    private final Articles articles;
    private final Efforts efforts;
    private final int port;

    @Autowired
    ResultsWebTest(Jobs jobs, Items items, Articles articles, Efforts efforts, @LocalServerPort int port) {
        this.jobs = jobs;
        this.items = items;
        this.articles = articles;
        this.efforts = efforts;
        this.port = port;
    }

    /** A job of many, of which every tenth failed, and the last is still pending. */
    @BeforeEach
    void aJob() {
        reset(jobs, items, articles, efforts);
        List<Failure> failures = IntStream.range(0, TOTAL)
                .filter(ResultsWebTest::fails)
                .mapToObj(i -> new Failure("art_" + i, ErrorCode.HTTP_ERROR, "404 Not Found", THEN))
                .toList();
        Job job = new Job(
                "job_1",
                JobStatus.IN_PROGRESS,
                TOTAL,
                TOTAL,
                0,
                TOTAL - failures.size() - 1,
                failures.size(),
                THEN,
                THEN,
                null,
                3,
                1,
                JobLabel.NONE);
        when(jobs.detail("job_1"))
                .thenReturn(Optional.of(new Jobs.Detail(
                        job, List.of("art_" + (TOTAL - 1)), failures, Instant.EPOCH, FetchOptions.NONE)));
        when(items.page(eq("job_1"), anyInt())).thenAnswer(call -> {
            int page = call.getArgument(1);
            return IntStream.range(page * Items.PAGE, Math.min(TOTAL, (page + 1) * Items.PAGE))
                    .mapToObj(i -> new Item("art_" + i, url(i), "a.example", "=s", null, 5, false))
                    .toList();
        });
        when(articles.stored(any()))
                .thenAnswer(call -> call.<Collection<String>>getArgument(0).stream()
                        .collect(Collectors.toMap(
                                id -> id,
                                id -> new Articles.Stored(
                                        id,
                                        Contents.ofText(
                                                "=cmd|'/c calc'!A1 \"quoted\", " + id,
                                                "# First\n\n1. Second <b>",
                                                id.equals("art_1") ? "## Marked\n\n*text*" : null),
                                        id.equals("art_1") ? DATA : null,
                                        url(0),
                                        THEN))));
    }

    @Test
    void pagesFollowOneAnotherWithoutGapAndWithoutRepetition() throws Exception {
        List<String> seen = new ArrayList<>();
        String path = "/jobs/job_1/results?limit=700";
        int pages = 0;
        while (!path.isEmpty()) {
            HttpResponse<String> answer = get(path);
            assertThat(answer.statusCode()).isEqualTo(200);
            JsonNode page = JSON.readTree(answer.body());
            assertThat(page.get("total_articles").asInt()).isEqualTo(TOTAL);
            assertThat(page.get("results").size() + page.get("failed_articles").size())
                    .isLessThanOrEqualTo(700);
            page.get("results").forEach(one -> seen.add(one.get("url").asString()));
            page.get("failed_articles").forEach(one -> seen.add(one.get("url").asString()));
            Optional<String> link = answer.headers().firstValue("Link");
            assertThat(link.isPresent()).isEqualTo(!page.get("next_cursor").isNull());
            path = link.map(ResultsWebTest::target).orElse("");
            pages++;
        }
        assertThat(pages).isEqualTo(4);
        assertThat(seen)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, TOTAL - 1)
                        .mapToObj(ResultsWebTest::url)
                        .toList());
    }

    @Test
    void theLinkKeepsTheOtherParameters() throws Exception {
        HttpResponse<String> answer = get("/jobs/job_1/results?format=ndjson&limit=10");

        assertThat(target(answer.headers().firstValue("Link").orElseThrow()))
                .isEqualTo("/jobs/job_1/results?format=ndjson&limit=10&cursor=pa");
    }

    @Test
    void linesOfJsonHoldEverythingInOrder() throws Exception {
        HttpResponse<String> answer = get("/jobs/job_1/results?format=ndjson");

        assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-ndjson");
        assertThat(answer.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"job_1.ndjson\"");
        List<JsonNode> lines = answer.body().lines().map(JSON::readTree).toList();
        assertThat(lines).hasSize(TOTAL - 1);
        for (int i = 0; i < lines.size(); i++) {
            assertThat(lines.get(i).get("url").asString()).isEqualTo(url(i));
            assertThat(lines.get(i).get("status").asString()).isEqualTo(fails(i) ? "FAILED" : "SCRAPED");
        }
        assertThat(lines.get(1).get("data")).isEqualTo(JSON.readTree(DATA));
        assertThat(lines.get(2).get("data").isNull()).isTrue();
    }

    @Test
    void tablesCanBeReadBackAndHoldNoFormula() throws Exception {
        HttpResponse<String> answer = get("/jobs/job_1/results?format=csv&limit=11");

        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
        assertThat(answer.headers().firstValue("Content-Disposition")).contains("attachment; filename=\"job_1.csv\"");
        assertThat(answer.body()).contains("\r\n");
        List<CSVRecord> records = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get()
                .parse(new StringReader(answer.body()))
                .getRecords();
        assertThat(records).hasSize(11);
        assertThat(records.get(1).get("title")).isEqualTo("'=cmd|'/c calc'!A1 \"quoted\", art_1");
        assertThat(records.get(1).get("source")).isEqualTo("'=s");
        assertThat(records.get(1).get("content")).isEqualTo("# First\n\n1. Second <b>");
        assertThat(answer.body().lines().skip(1)).allMatch(line -> !line.startsWith("art_"));
        assertThat(answer.body()).contains("\"article_id\",\"url\"").contains("\"art_0\",\"https://a.example/0\"");
        assertThat(records.get(1).get("final_url")).isEqualTo("https://a.example/0");
        assertThat(records.get(1).get("word_count")).isEqualTo("1");
        assertThat(records.get(1).get("data")).isEqualTo("{\"\\u003da\\\"\":[\"```\", -1, -2.50,\"\\u0040b\"]}");
        assertThat(JSON.readTree(records.get(1).get("data"))).isEqualTo(JSON.readTree(DATA));
        assertThat(records.get(0).get("status")).isEqualTo("FAILED");
        assertThat(records.get(0).get("error")).isEqualTo("404 Not Found");
    }

    @Test
    void markdownIsTheArticlesOwnWhereThereIsOneAndElseItsTextEscaped() throws Exception {
        HttpResponse<String> answer = get("/jobs/job_1/results?format=markdown&limit=3");

        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/markdown");
        assertThat(answer.headers().firstValue("Content-Disposition")).contains("attachment; filename=\"job_1.md\"");
        assertThat(answer.body()).isEqualTo("""
                        # =cmd\\|'/c calc'!A1 "quoted", art\\_1

                        <https://a.example/1>

                        - Words: 1
                        - Final address: <https://a.example/0>

                        ## Marked

                        *text*

                        ````json
                        {"=a\\"":["```",-1,-2.50,"@b"]}
                        ````

                        # =cmd\\|'/c calc'!A1 "quoted", art\\_2

                        <https://a.example/2>

                        - Words: 1
                        - Final address: <https://a.example/0>

                        \\# First

                        1\\. Second \\<b\\>

                        # Failed articles

                        - <https://a.example/0>: 404 Not Found
                        """);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            text/csv                                   ~ text/csv
            application/x-ndjson                       ~ application/x-ndjson
            text/markdown, application/json;q=0.5      ~ text/markdown
            */*                                        ~ application/json
            text/*                                     ~ text/csv
            text/html, application/json                ~ application/json
            """)
    void withoutAFormatTheAcceptHeaderDecides(String accept, String mediaType) throws Exception {
        HttpResponse<String> answer = CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/jobs/job_1/results?limit=1"))
                        .header("Accept", accept)
                        .build(),
                BodyHandlers.ofString());

        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith(mediaType);
    }

    @Test
    void whatCannotBeHadIsNotAcceptable() throws Exception {
        HttpResponse<String> answer = CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/jobs/job_1/results"))
                        .header("Accept", "image/png")
                        .build(),
                BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(406);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=1001",
                "limit=many",
                "limit=-1",
                "cursor=",
                "cursor=p",
                "cursor=p-1",
                "cursor=p01",
                "cursor=P1",
                "cursor=pzzzzzzzzzz",
                "format=xml",
                "format="
            })
    void oddParametersAreNamed(String query) throws Exception {
        HttpResponse<String> answer = get("/jobs/job_1/results?" + query);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(JSON.readTree(answer.body()).get("detail").asString()).contains(query.split("=")[0]);
    }

    @Test
    void aCursorBehindTheEndFindsNothing() throws Exception {
        JsonNode page =
                JSON.readTree(get("/jobs/job_1/results?limit=5&cursor=pzzzz").body());

        assertThat(page.get("results")).isEmpty();
        assertThat(page.get("next_cursor").isNull()).isTrue();
    }

    @Test
    void theReportTellsWhatIsKnownOfEachArticle() throws Exception {
        Effort fetched = new Effort(Effort.Brought.FETCHED, 1200L, 300L, Duration.ofMillis(45), 2);
        Effort nothing = new Effort(Effort.Brought.NOTHING, 10L, 0L, null, 4);
        when(efforts.find(eq("job_1"), any()))
                .thenReturn(Map.of(
                        "art_0", new Efforts.Note("job_1", 1, "art_0", nothing),
                        "art_1", new Efforts.Note("job_1", 1, "art_1", fetched)));

        JsonNode report = JSON.readTree(get("/jobs/job_1/report").body());

        assertThat(report.path("articles")).hasSize(TOTAL);
        assertThat(report.path("articles").get(0)).isEqualTo(JSON.readTree("""
                        {"article_id": "art_0", "url": "https://a.example/0", "ok": false, "status": "failed", "run": 1,
                         "body_bytes": 10, "content_bytes": 0, "duration_ms": null, "attempts": 4,
                         "error_code": "http_error", "error": "404 Not Found"}"""));
        assertThat(report.path("articles").get(1)).isEqualTo(JSON.readTree("""
                        {"article_id": "art_1", "url": "https://a.example/1", "ok": true, "status": "fetched", "run": 1,
                         "body_bytes": 1200, "content_bytes": 300, "duration_ms": 45, "attempts": 2,
                         "error_code": null, "error": null}"""));
        assertThat(report.path("articles").get(2).path("status").asString()).isEqualTo("unknown");
        assertThat(report.path("articles").get(TOTAL - 1).path("status").asString())
                .isEqualTo("pending");
        JsonNode totals = report.path("totals");
        assertThat(totals.path("articles").asInt()).isEqualTo(TOTAL);
        assertThat(totals.path("failed").asInt()).isEqualTo(235);
        assertThat(totals.path("pending").asInt()).isEqualTo(1);
        assertThat(totals.path("ok").asInt()).isEqualTo(TOTAL - 236);
        assertThat(totals.path("body_bytes").asInt()).isEqualTo(1210);
        assertThat(totals.path("attempts").asInt()).isEqualTo(6);
        assertThat(report.path("schedule").isNull()).isTrue();
        assertThat(report.path("fired_at").asString()).isEqualTo("2026-01-02T03:04:05Z");
    }

    @Test
    void theReportIsATextForPeopleToo() throws Exception {
        HttpResponse<String> answer = get("/jobs/job_1/report?format=text");

        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
        assertThat(answer.body().lines())
                .hasSizeGreaterThan(TOTAL)
                .contains("Job:        job_1", "Articles:   " + TOTAL, "Failed:     235")
                .anyMatch(line ->
                        line.startsWith("failed ") && line.endsWith("https://a.example/0 (http_error: 404 Not Found)"));
    }

    @Test
    void aReportOfNoJobAndInNoFormIsAProblem() throws Exception {
        assertThat(get("/jobs/job_2/report").statusCode()).isEqualTo(404);
        assertThat(get("/jobs/job_1/report?format=xml").statusCode()).isEqualTo(422);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .build(),
                BodyHandlers.ofString());
    }

    private static boolean fails(int i) {
        return i % 10 == 0;
    }

    private static String url(int i) {
        return "https://a.example/" + i;
    }

    private static String target(String link) {
        Matcher matcher = Pattern.compile("<([^>]+)>; rel=\"next\"").matcher(link);
        assertThat(matcher.matches()).isTrue();
        return matcher.group(1);
    }
}

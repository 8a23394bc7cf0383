package dev.gleaner.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URLEncoder;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What clients are answered, field by field, by a running API with a running consumer. */
class ApiIT {
    private static final Duration LONG = Duration.ofSeconds(120);

    private static final Fleet fleet = new Fleet().with("MAX_BODY", "64KB").with("MAX_RETRY_ATTEMPTS", "2");
    private static Client api;

    @BeforeAll
    static void start() {
        api = fleet.startPair();
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    @Test
    void aJobGoesFromSubmissionToResults() {
        String good = fleet.site.url("/news/one");
        String missing = fleet.site.url("/missing/two");
        String broken = fleet.site.url("/broken/three");
        Client.Answer submitted = api.post("/jobs/submit", Client.body(List.of(good, missing, broken), 2), Map.of());

        assertThat(submitted.status()).isEqualTo(201);
        JsonNode answer = submitted.json();
        String job = answer.get("job_id").asString();
        assertThat(job).matches("job_[0-9a-f]{12}");
        assertThat(answer.get("status").asString()).isEqualTo("IN_PROGRESS");
        assertThat(answer.get("total_articles").asInt()).isEqualTo(3);
        assertThat(answer.get("new_articles").asInt()).isEqualTo(3);
        assertThat(answer.get("cached_articles").asInt()).isZero();
        assertThat(answer.get("message").asString()).isEqualTo("Job submitted successfully");

        await().atMost(LONG).until(() -> api.status(job).ended());
        assertThat(api.status(job)).isEqualTo(new Client.Status("COMPLETED", 3, 1, 2, 0));
        JsonNode status = api.get("/jobs/" + job + "/status").json();
        assertThat(status.get("created_at").asString()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");
        assertThat(status.get("updated_at").asString()).endsWith("Z");

        JsonNode results = api.results(job);
        assertThat(results.get("successful").asInt()).isEqualTo(1);
        assertThat(results.get("failed").asInt()).isEqualTo(2);
        JsonNode article = results.get("results").get(0);
        assertThat(article.get("article_id").asString()).matches("art_[0-9a-f]{12}");
        assertThat(article.get("url").asString()).isEqualTo(good);
        assertThat(article.get("source").asString()).isEqualTo("local");
        assertThat(article.get("category").asString()).isEqualTo("test");
        assertThat(article.get("title").asString()).isEqualTo("Article news one");
        assertThat(article.get("content").asString()).contains("a sentence of the article called news one");
        assertThat(article.get("markdown").asString()).contains("a sentence of the article called news one");
        assertThat(article.get("scraped_at").asString()).endsWith("Z");
        assertThat(article.get("cached").asBoolean()).isFalse();
        JsonNode failures = results.get("failed_articles");
        assertThat(failures.get(0).get("url").asString()).isEqualTo(missing);
        assertThat(failures.get(0).get("error").asString()).isEqualTo("404 Not Found");
        assertThat(failures.get(0).get("attempted_at").asString()).endsWith("Z");
        assertThat(failures.get(1).get("error").asString()).startsWith("500");
        // A page that is gone is asked for once, a server that may recover again and again.
        assertThat(fleet.site.hits("/missing/two")).isEqualTo(1);
        assertThat(fleet.site.hits("/broken/three")).isEqualTo(3);
    }

    @Test
    void whatIsThereIsCachedUnlessItIsTooOld() {
        List<String> urls = fleet.urls("cached", 0, 3);
        String first = api.submit(urls, 5);
        await().atMost(LONG).until(() -> api.status(first).ended());

        JsonNode cached =
                api.post("/jobs/submit", Client.body(urls, 5), Map.of()).json();
        assertThat(cached.get("status").asString()).isEqualTo("COMPLETED");
        assertThat(cached.get("cached_articles").asInt()).isEqualTo(3);
        assertThat(cached.get("message").asString()).isEqualTo("Job completed - all articles from cache");
        JsonNode results = api.results(cached.get("job_id").asString());
        assertThat(results.get("results"))
                .hasSize(3)
                .allMatch(one -> one.get("cached").asBoolean());

        String body = Client.body(urls, 5).replaceFirst("\\{", "{\"max_age\": 0, ");
        JsonNode fresh = api.post("/jobs/submit", body, Map.of()).json();
        assertThat(fresh.get("new_articles").asInt()).isEqualTo(3);
        await().atMost(LONG)
                .until(() -> api.status(fresh.get("job_id").asString()).ended());
        urls.forEach(url -> assertThat(fleet.site.hits(Fleet.path(url))).isEqualTo(2));
    }

    @Test
    void aRepeatedKeyGetsTheFirstAnswerAndAnotherBodyIsRefused() {
        Map<String, String> key = Map.of("Idempotency-Key", "my-key");
        String body = Client.body(fleet.urls("key", 0, 2), 5);
        Client.Answer first = api.post("/jobs/submit", body, key);
        Client.Answer second = api.post("/jobs/submit", body, key);

        assertThat(second.status()).isEqualTo(201);
        assertThat(second.json()).isEqualTo(first.json());
        assertThat(second.headers().get("idempotency-replayed")).containsExactly("true");
        Client.Answer other = api.post("/jobs/submit", Client.body(fleet.urls("key", 0, 3), 5), key);
        assertProblem(other, 422);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            {                                                        ~ 400
            {"articles": []}                                         ~ 422
            {"articles": [{"url": "http://127.0.0.1:22/"}]}          ~ 422
            {"articles": [{"url": "http://169.254.169.254/latest"}]} ~ 422
            {"articles": [{"url": "http://2130706433/"}]}            ~ 422
            """)
    void badBodiesAreRefusedWithAProblem(String body, int status) {
        assertProblem(api.post("/jobs/submit", body, Map.of()), status);
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() {
        assertProblem(api.post("/jobs/submit", " ".repeat(65 * 1024), Map.of()), 413);
    }

    @Test
    void aBrokenMultipartHeaderIsNoFaultOfOurs() {
        assertProblem(api.postAs("multipart/form-data", "/jobs/submit", "{}"), 415);
        assertThat(api.getAs("multipart/form-data", "/jobs").status()).isEqualTo(200);
    }

    @Test
    void anotherMediaTypeIsRefused() {
        assertProblem(api.postAs("text/plain", "/jobs/submit", "{}"), 415);
    }

    @ParameterizedTest
    @CsvSource({
        "/jobs/job_000000000000/status, 404",
        "/jobs/job_000000000000/results, 404",
        "/jobs?limit=0, 422",
        "/jobs?limit=1001, 422",
        "/jobs?limit=many, 422",
        "/jobs?skip=-1, 422",
        "/jobs?status_filter=ODD, 422",
        "/nothing/here, 404"
    })
    void whatIsNotThereOrMakesNoSenseIsToldAsAProblem(String path, int status) {
        assertProblem(api.get(path), status);
    }

    @Test
    void onlyAnOpenJobIsCancelled() {
        String job = api.submit(fleet.urls("over", 0, 1), 5);
        await().atMost(LONG).until(() -> api.status(job).ended());

        assertProblem(api.delete("/jobs/" + job), 400);
        assertProblem(api.delete("/jobs/job_000000000000"), 404);
    }

    @Test
    void theListIsNewestFirstAndFilteredAndPagedWithOrWithoutASlash() {
        String older = api.submit(fleet.urls("list", 0, 1), 5);
        await().atMost(LONG).until(() -> api.status(older).ended());
        String newer = api.submit(fleet.urls("list", 1, 2), 5);
        await().atMost(LONG).until(() -> api.status(newer).ended());

        assertThat(ids(api.get("/jobs?limit=2"))).containsExactly(newer, older);
        assertThat(ids(api.get("/jobs/?limit=1&skip=1"))).containsExactly(older);
        assertThat(ids(api.get("/jobs?status_filter=COMPLETED"))).contains(newer, older);
        assertThat(ids(api.get("/jobs?status_filter=CANCELLED"))).doesNotContain(newer, older);
    }

    @Test
    void aWatcherGetsASnapshotWithTheFieldsOfAnUpdateAndPongs() {
        String job = api.submit(fleet.urls("watch", 0, 1), 5);
        await().atMost(LONG).until(() -> api.status(job).ended());
        try (Watcher watcher = new Watcher(api.base(), "/ws/jobs/" + job)) {
            await().atMost(LONG).until(() -> !watcher.messages().isEmpty());
            JsonNode snapshot = watcher.messages().getFirst();
            assertThat(snapshot.get("type").asString()).isEqualTo("snapshot");
            assertThat(snapshot.get("job_id").asString()).isEqualTo(job);
            assertThat(snapshot.get("article_id").isNull()).isTrue();
            assertThat(snapshot.get("status").asString()).isEqualTo("COMPLETED");
            assertThat(snapshot.get("completed").asInt()).isEqualTo(1);
            assertThat(snapshot.get("failed").asInt()).isZero();
            assertThat(snapshot.get("total").asInt()).isEqualTo(1);
            watcher.say("ping");
            await().atMost(LONG).until(() -> watcher.texts().contains("pong"));
        }
        assertThatThrownBy(() -> new Watcher(api.base(), "/ws/jobs/job_000000000000"))
                .hasCauseInstanceOf(WebSocketHandshakeException.class);
    }

    @Test
    void healthNamesTheStores() {
        // A store that needs more than two seconds for an answer counts as down, on a busy machine too.
        Client.Answer health = await().atMost(LONG).until(() -> api.get("/health"), answer -> answer.status() == 200);

        assertThat(health.json().toString()).isEqualTo("{\"status\":\"UP\",\"mongo\":\"UP\",\"redis\":\"UP\"}");
    }

    @Test
    void theDocumentOfTheApiUsesTheNamesOfTheAnswers() {
        String document = api.get("/openapi.json").text();

        assertThat(document).contains("/jobs/submit", "total_articles", "cached_articles");
        assertThat(document).doesNotContain("totalArticles");
    }

    private static void assertProblem(Client.Answer answer, int status) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.headers().get("content-type"))
                .singleElement()
                .asString()
                .startsWith("application/problem+json");
        assertThat(answer.json().get("status").asInt()).isEqualTo(status);
        assertThat(answer.json().get("detail").asString()).isNotBlank().doesNotContain("Exception", "dev.gleaner");
    }

    private static List<String> ids(Client.Answer list) {
        assertThat(list.status()).as(list.text()).isEqualTo(200);
        return StreamSupport.stream(list.json().spliterator(), false)
                .map(job -> job.get("job_id").asString())
                .toList();
    }

    @Test
    void anArticleIsFoundByItsAddressHoweverItIsWritten() {
        String url = fleet.site.url("/found/1");
        String job = api.submit(List.of(url), 3);
        await().atMost(LONG).until(() -> api.status(job).ended());

        JsonNode article =
                api.get("/articles?url=" + encoded(url + "?utm_source=x#part")).json();

        assertThat(article.get("url").asString()).isEqualTo(url);
        assertThat(article.get("status").asString()).isEqualTo("SCRAPED");
        assertThat(article.get("title").asString()).isEqualTo("Article found 1");
        assertThat(article.get("http_status").asInt()).isEqualTo(200);
        assertThat(article.get("content_hash").asString()).matches("[0-9a-f]{64}");
        assertThat(article.get("markdown").asString()).isNotBlank();
        assertThat(article.get("sources").get("title").asString()).isEqualTo("html");
        assertThat(article.get("reference_count").asInt()).isEqualTo(1);
        assertThat(api.get("/articles/" + article.get("article_id").asString()).json())
                .isEqualTo(article);
        assertThat(api.get("/articles/art_000000000000").status()).isEqualTo(404);
        assertThat(api.get("/articles?url=" + encoded("https://unknown.example/"))
                        .status())
                .isEqualTo(404);
        assertThat(api.get("/articles?url=nonsense").status()).isEqualTo(422);
        assertThat(api.get("/articles").status()).isEqualTo(422);
        for (String format : List.of("json", "ndjson", "csv", "markdown")) {
            Client.Answer results = api.get("/jobs/" + job + "/results?format=" + format);
            assertThat(results.status()).isEqualTo(200);
            assertThat(results.text()).contains("a sentence of the article called found 1");
        }
    }

    private static String encoded(String url) {
        return URLEncoder.encode(url, StandardCharsets.UTF_8);
    }
}

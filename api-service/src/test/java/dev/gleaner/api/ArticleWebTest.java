package dev.gleaner.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.reset;
import static org.mockito.Mockito.when;

import dev.gleaner.article.ArticleRecord;
import dev.gleaner.article.ArticleStatus;
import dev.gleaner.article.Articles;
import dev.gleaner.article.Articles.Edition;
import dev.gleaner.article.Contents;
import dev.gleaner.article.FetchFacts;
import dev.gleaner.article.FetchFacts.Redirect;
import dev.gleaner.article.FetchFacts.Timings;
import dev.gleaner.extract.ArticleContent;
import dev.gleaner.job.Items;
import dev.gleaner.job.Job;
import dev.gleaner.job.JobLabel;
import dev.gleaner.job.JobStatus;
import dev.gleaner.job.Jobs;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An article as a client meets it: with every component of its content, whatever components there are. */
@SpringBootTest(classes = WebApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
class ArticleWebTest {
    private static final Instant THEN = Instant.parse("2026-01-02T03:04:05Z");
    private static final FetchFacts FETCH = new FetchFacts(
            THEN,
            200,
            12_345,
            "text/html",
            List.of(new Redirect("http://a.example/old", 301)),
            "https://a.example/",
            "HTTP/1.1",
            new Timings(2L, 3L, 40L, 5L, null));
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Articles articles;
    private final Items items;
    private final Jobs jobs;
    private final int port;

    @Autowired
    ArticleWebTest(Articles articles, Items items, Jobs jobs, @LocalServerPort int port) {
        this.articles = articles;
        this.items = items;
        this.jobs = jobs;
        this.port = port;
    }

    @BeforeEach
    void forget() {
        reset(articles, items, jobs);
    }

    @Test
    void everyComponentOfTheContentIsAnsweredUnderItsName() throws Exception {
        ArticleContent content = Contents.full();

        JsonNode answer = answer(content);

        Contents.byName(content)
                .forEach((name, value) -> assertThat(answer.get(name)).as(name).isEqualTo(asAnswered(value)));
    }

    /** Clients of earlier versions read these. */
    @Test
    void theNamesAreThoseThatClientsKnow() throws Exception {
        assertThat(answer(Contents.full()).propertyNames())
                .contains(
                        "article_id",
                        "url",
                        "final_url",
                        "canonical_url",
                        "source",
                        "category",
                        "priority",
                        "status",
                        "title",
                        "content",
                        "markdown",
                        "authors",
                        "published_at",
                        "modified_at",
                        "language",
                        "description",
                        "image",
                        "site_name",
                        "word_count",
                        "content_hash",
                        "sources",
                        "etag",
                        "last_modified",
                        "http_status",
                        "error_code",
                        "error_message",
                        "retry_count",
                        "reference_count",
                        "created_at",
                        "updated_at",
                        "scraped_at");
    }

    @Test
    void whatWasNeverReadIsNullOrEmptyAndStillThere() throws Exception {
        JsonNode answer = answer(Contents.none());

        Contents.byName(Contents.none())
                .forEach((name, value) -> assertThat(answer.get(name)).as(name).isEqualTo(asAnswered(value)));
        assertThat(answer.get("authors")).isEmpty();
        assertThat(answer.get("title").isNull()).isTrue();
    }

    @Test
    void whatElseItsScraperHasFoundIsJson() throws Exception {
        assertThat(answer(Contents.full()).get("data")).isEqualTo(JSON.readTree("{\"price\":1.50}"));
    }

    @Test
    void whatTheFetchSawStandsBesideTheContent() throws Exception {
        JsonNode answer = answer(Contents.full());

        assertThat(answer.get("fetch")).isEqualTo(JSON.readTree("""
                {"started_at":"2026-01-02T03:04:05Z","http_status":200,"body_bytes":12345,"content_bytes":%d,
                 "content_type":"text/html","redirects":[{"url":"http://a.example/old","status":301}],
                 "final_url":"https://a.example/","protocol":"HTTP/1.1",
                 "timings_ms":{"waited":2,"connected":3,"first_byte":40,"body":5,"read":null}}
                """.formatted(
                        answer.get("content").asString().getBytes(StandardCharsets.UTF_8).length)));
        assertThat(answer.get("field_sources")).isEqualTo(answer.get("sources"));
    }

    @Test
    void theContentsThatAnArticleHadAreListedAndAnswered() throws Exception {
        Edition current = new Edition(2, Contents.full(), null, THEN, true);
        Edition former = new Edition(1, Contents.ofText("Before", "It was so."), "[1]", THEN.minusSeconds(60), false);
        when(articles.editions("art_1")).thenReturn(List.of(current, former));
        when(articles.edition("art_1", 1)).thenReturn(Optional.of(former));

        JsonNode list = JSON.readTree(get("/articles/art_1/versions"));
        assertThat(list).extracting(one -> one.get("version").asInt()).containsExactly(2, 1);
        assertThat(list.get(1).toString())
                .isEqualTo(
                        "{\"version\":1,\"current\":false,\"content_hash\":\"%s\",\"title\":\"Before\",\"fetched_at\":\"2026-01-02T03:03:05Z\",\"word_count\":%s}"
                                .formatted(
                                        former.content().contentHash(),
                                        former.content().wordCount()));
        JsonNode one = JSON.readTree(get("/articles/art_1/versions/1"));
        assertThat(one.get("content").asString()).isEqualTo("It was so.");
        assertThat(one.get("data")).isEqualTo(JSON.readTree("[1]"));
        assertThat(JSON.readTree(get("/articles/art_1/versions/9"))
                        .get("status")
                        .asInt())
                .isEqualTo(404);
        assertThat(JSON.readTree(get("/articles/art_9/versions")).get("status").asInt())
                .isEqualTo(404);
    }

    @Test
    void theJobsOfAnArticleComeNewestFirst() throws Exception {
        when(items.jobsOf("art_1")).thenReturn(Map.of("job_1", true, "job_2", false));
        when(jobs.findAll(Set.of("job_1", "job_2")))
                .thenReturn(List.of(job("job_1", THEN), job("job_2", THEN.plusSeconds(1))));

        assertThat(JSON.readTree(get("/articles/art_1/jobs?limit=1"))).isEqualTo(JSON.readTree("""
                [{"job_id":"job_2","name":"daily","status":"COMPLETED","created_at":"2026-01-02T03:04:06Z",
                  "cached":false}]"""));
        assertThat(JSON.readTree(get("/articles/art_1/jobs"))).hasSize(2);
        assertThat(JSON.readTree(get("/articles/art_1/jobs?limit=0"))
                        .get("status")
                        .asInt())
                .isEqualTo(422);
    }

    private static Job job(String id, Instant created) {
        return new Job(
                id,
                JobStatus.COMPLETED,
                1,
                1,
                0,
                1,
                0,
                created,
                created,
                created,
                1,
                1,
                new JobLabel("daily", List.of()));
    }

    @Test
    void theDocumentDescribesEveryComponent() throws Exception {
        JsonNode article = JSON.readTree(get("/openapi.json")).at("/components/schemas/Article");

        Contents.byName(Contents.none())
                .forEach((name, value) -> assertThat(article.at("/properties/" + name + "/type")
                                .toString()
                                .contains("\"null\""))
                        .as(name + " may be null")
                        .isEqualTo(value == null));
        assertThat(article.get("required").values().stream().map(JsonNode::asString))
                .contains("article_id", "authors", "sources")
                .doesNotContain("content", "title");
        assertThat(article.at("/properties/content_hash/description").asString())
                .startsWith("SHA-256");
        assertThat(article.at("/properties/published_at/format").asString()).isEqualTo("date-time");
    }

    private JsonNode answer(ArticleContent content) throws Exception {
        when(articles.find("art_1"))
                .thenReturn(Optional.of(new ArticleRecord(
                        "art_1",
                        "https://a.example/",
                        null,
                        null,
                        null,
                        5,
                        ArticleStatus.SCRAPED,
                        content,
                        "{\"price\":1.50}",
                        null,
                        null,
                        200,
                        null,
                        null,
                        0,
                        1,
                        THEN,
                        THEN,
                        THEN,
                        FETCH)));
        return JSON.readTree(get("/articles/art_1"));
    }

    private String get(String path) throws Exception {
        return CLIENT.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    private static JsonNode asAnswered(@Nullable Object value) {
        return JSON.valueToTree(
                value instanceof OffsetDateTime time ? time.toInstant().toString() : value);
    }
}

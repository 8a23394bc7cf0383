package dev.gleaner.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.reset;
import static org.mockito.Mockito.when;

import dev.gleaner.article.ArticleRecord;
import dev.gleaner.article.ArticleStatus;
import dev.gleaner.article.Articles;
import dev.gleaner.article.Contents;
import dev.gleaner.extract.ArticleContent;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
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
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Articles articles;
    private final int port;

    @Autowired
    ArticleWebTest(Articles articles, @LocalServerPort int port) {
        this.articles = articles;
        this.port = port;
    }

    @BeforeEach
    void forget() {
        reset(articles);
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
                        THEN)));
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

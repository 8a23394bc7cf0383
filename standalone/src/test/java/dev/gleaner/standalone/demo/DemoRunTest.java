package dev.gleaner.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DemoRunTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final DemoSite site = DemoSite.start(0);
    private FakeApi api;

    @BeforeEach
    void start() throws Exception {
        api = new FakeApi(site);
    }

    @AfterEach
    void stop() {
        api.close();
        site.close();
    }

    @Test
    void aJobThatEndsAsDeclaredIsASuccess() throws Exception {
        assertThat(run()).isTrue();
        assertThat(printed())
                .contains("Job job_1: 15 articles, 15 of them new, 0 from the cache")
                .contains("3 of 15  (3 scraped, 0 failed)")
                .contains("15 of 15  (14 scraped, 1 failed)")
                .contains("Lentils for a week of rain")
                .contains("failed: 404 Not Found")
                .contains("14 of 15 articles scraped (0 from the cache), 1 failed")
                .endsWith("all as expected\n");
    }

    @Test
    void articlesFromTheCacheAreASuccessToo() throws Exception {
        api.cached = true;
        assertThat(run()).isTrue();
        assertThat(printed()).contains("(14 from the cache)");
    }

    @Test
    void allArticlesAreSubmittedInTheFormOfTheContract() throws Exception {
        run();
        JsonNode articles = JsonMapper.shared().readTree(api.submitted).path("articles");
        assertThat(articles).hasSize(15);
        JsonNode first = articles.get(0);
        assertThat(first.path("url").asString()).isEqualTo(site.baseUrl() + "/local/tide-mill-turns-again");
        assertThat(first.path("source").asString()).isEqualTo("Harbour Ledger");
        assertThat(first.path("category").asString()).isEqualTo("local");
        assertThat(first.path("priority").asInt()).isEqualTo(1);
    }

    @Test
    void aWrongTitleIsNamed() throws Exception {
        api.titles.put("/recipes/lentils", "Subscribe now");
        assertThat(run()).isFalse();
        assertThat(printed())
                .contains(
                        "/recipes/lentils: its title should be \"Lentils for a week of rain\" and is \"Subscribe now\"")
                .endsWith("NOT as expected\n");
    }

    @Test
    void anEmptyTextIsNamed() throws Exception {
        api.content = "  ";
        assertThat(run()).isFalse();
        assertThat(printed()).contains("/recipes/lentils: its content is empty");
    }

    @Test
    void aMissingArticleAndAnotherErrorAreNamed() throws Exception {
        api.titles.remove("/recipes/lentils");
        api.error = "Connection refused";
        assertThat(run()).isFalse();
        assertThat(printed())
                .contains("/recipes/lentils: it failed: Connection refused")
                .contains("its error should be 404 Not Found and is Connection refused");
    }

    @Test
    void aRefusedSubmissionIsToldWithItsAnswer() {
        api.submitStatus = 422;
        assertThatThrownBy(this::run)
                .isInstanceOf(DemoException.class)
                .hasMessageContaining("/jobs/submit answered 422")
                .hasMessageContaining("no room");
    }

    @Test
    void aJobThatDoesNotEndIsGivenUp() {
        api.endless = true;
        assertThatThrownBy(() -> demo(Duration.ofMillis(10)).run())
                .isInstanceOf(DemoException.class)
                .hasMessageContaining("IN_PROGRESS with 3 of 15 articles done");
    }

    private boolean run() throws InterruptedException {
        return demo(Duration.ofSeconds(30)).run();
    }

    private DemoRun demo(Duration limit) {
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        return new DemoRun(api.address(), site, stream, false, limit);
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }
}

package dev.gleaner.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.testkit.FreePorts;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoSiteTest {

    private final DemoSite site = DemoSite.start(0);
    private final HttpClient http =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

    @BeforeAll
    void theSiteIsOnLoopback() {
        assertThat(site.baseUrl().getHost()).isEqualTo("127.0.0.1");
    }

    @AfterAll
    void stop() {
        http.shutdownNow();
        site.close();
    }

    List<DemoArticle> articles() {
        return site.articles();
    }

    @ParameterizedTest
    @MethodSource("articles")
    void everyAddressAnswersAsDeclared(DemoArticle article) throws Exception {
        HttpResponse<byte[]> answer = get(article.path());
        switch (article.ending()) {
            case DemoArticle.Scraped expected -> {
                assertThat(answer.statusCode()).isEqualTo(200);
                Document page = Jsoup.parse(new ByteArrayInputStream(body(answer)), null, "");
                assertThat(page.selectXpath("//h1").eachText()).containsExactly(expected.title());
                assertThat(page.title()).startsWith(expected.title());
                assertThat(page.select("nav, .nav, .menu, .barra").eachText()).isNotEmpty();
            }
            case DemoArticle.Failed expected -> assertThat(expected.error()).startsWith(answer.statusCode() + " ");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /local/tide-mill-turns-again | The first sack of flour weighed nine kilograms.
            /opinion/slow-ferry          | Fourteen said that they would wait for the bus.
            /local/night-buses.php       | Passengers on the hill stops were told by a lamp on the shelter
            /science/seagrass            | over bare sand it hears shrimp.
            /science/singing-crust       | What sings is the crust, and the song is one of breaking.
            /science/rain-gauges         | The jar is lent free of charge, the dressing gown is not.
            /recipes/lentils             | Fish out the vegetables.
            /people/pickle-judge         | And then I should have to retire, so I am in no hurry.
            /long-reads/lighthouse       | She says that it is the finest number she knows
            /lokales/moorbahn.html       | Unter dem Schotter liegen Bündel aus Weidenruten
            /actu/ecluse-de-vernay       | et la referme à l’aube.
            /cultura/biblioteca-en-burro | Así han ganado sitio las novelas de piratas
            /r/2207                      | They had come with the mail, in the warm, near the lamp.
            /culture/small-cinema        | though the sheep are under suspicion.
            """)
    void thePageHoldsTheText(String path, String sentence) throws Exception {
        Document page = Jsoup.parse(new ByteArrayInputStream(body(get(path))), null, "");
        assertThat(page.text()).contains(sentence);
    }

    @Test
    void theSiteHasTheFormsOfRealSites() throws Exception {
        assertThat(get("/actu/ecluse-de-vernay").headers().firstValue("Content-Encoding"))
                .hasValue("gzip");
        assertThat(new String(get("/lokales/moorbahn.html").body(), StandardCharsets.ISO_8859_1))
                .contains("charset=iso-8859-1", "Mühlenbüttel");
        assertThat(get("/r/2207").uri().getPath()).isEqualTo("/science/moths-on-the-night-train");
        assertThat(get("/science/moths-on-the-night-train").statusCode()).isEqualTo(200);
        assertThat(new String(get("/robots.txt").body(), StandardCharsets.UTF_8))
                .contains("User-agent: *", "Allow: /");
        assertThat(new String(get("/").body(), StandardCharsets.UTF_8)).contains("/local/tide-mill-turns-again");
    }

    @Test
    void thereIsSomethingForEveryPriorityAndNoAddressTwice() {
        assertThat(site.articles()).hasSize(15);
        assertThat(new HashSet<>(site.articles().stream().map(site::urlOf).toList()))
                .hasSize(15);
        assertThat(site.articles()).extracting(DemoArticle::priority).contains(1, 5, 10);
        assertThat(site.articles())
                .extracting(DemoArticle::priority)
                .allMatch(priority -> priority >= 1 && priority <= 10);
    }

    @Test
    void aFreePortIsTakenAndATakenOnePassedOver() throws Exception {
        int port = FreePorts.next();
        try (DemoSite first = DemoSite.start(port);
                DemoSite second = DemoSite.start(port)) {
            assertThat(first.baseUrl().getPort()).isEqualTo(port);
            assertThat(second.baseUrl().getPort()).isNotEqualTo(port);
        }
    }

    @Test
    void onlyReadingIsAllowed() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(site.baseUrl() + "/"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        assertThat(http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(405);
    }

    private HttpResponse<byte[]> get(String path) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(site.baseUrl() + path)).build();
        return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private static byte[] body(HttpResponse<byte[]> answer) throws Exception {
        if (answer.headers().firstValue("Content-Encoding").isEmpty()) {
            return answer.body();
        }
        try (GZIPInputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
            return unzipped.readAllBytes();
        }
    }
}

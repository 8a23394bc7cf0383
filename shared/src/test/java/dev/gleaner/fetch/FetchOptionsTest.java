package dev.gleaner.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gleaner.id.Fingerprint;
import dev.gleaner.scraper.ScraperChoice;
import dev.gleaner.url.ArticleUrl;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FetchOptionsTest {
    private static final Duration MOST = Duration.ofSeconds(30);
    private static final ArticleUrl URL = ArticleUrl.parse("https://a.example/");

    @Test
    void headersAndLanguageAreSentAndTheTimeoutCannotExceedTheSetting() {
        FetchOptions options = new FetchOptions(Map.of("Cookie", "a=b"), "de, en;q=0.5", Duration.ofSeconds(40));

        FetchRequest request = options.request(URL, MOST);

        assertThat(request.headers()).isEqualTo(Map.of("cookie", "a=b", "accept-language", "de, en;q=0.5"));
        assertThat(request.timeout()).isEqualTo(MOST);
        assertThat(new FetchOptions(Map.of(), null, Duration.ofSeconds(5))
                        .request(URL, MOST)
                        .timeout())
                .isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void whatChangesThePageChangesTheKey() {
        assertThat(FetchOptions.NONE.keyPart()).isEmpty();
        assertThat(new FetchOptions(Map.of(), null, MOST).keyPart()).isEmpty();
        FetchOptions secret = new FetchOptions(Map.of("Authorization", "Bearer x"), null, null);
        assertThat(secret.keyPart())
                .isEqualTo(new FetchOptions(Map.of("AUTHORIZATION", "Bearer x"), null, MOST).keyPart())
                .isNotEqualTo(new FetchOptions(Map.of("Authorization", "Bearer y"), null, null).keyPart())
                .isNotEqualTo(new FetchOptions(Map.of("Authorization", "Bearer x"), "de", null).keyPart())
                .isNotEqualTo(new FetchOptions(Map.of("X-Api-Key", "Bearer x"), null, null).keyPart())
                .isNotEqualTo(secret.withUserAgent("Reader").keyPart());
        assertThat(FetchOptions.NONE.withUserAgent("Reader").keyPart())
                .isNotEmpty()
                .isNotEqualTo(FetchOptions.NONE.withUserAgent("Reader/2").keyPart())
                .isNotEqualTo(new FetchOptions(Map.of(), "Reader", null).keyPart());
        assertThat(FetchOptions.NONE
                        .withPace(new JobPace(Duration.ofSeconds(5), 1))
                        .keyPart())
                .isEmpty();
    }

    @Test
    void aScraperWithOtherParamsFindsSomethingElse() {
        ScraperChoice shop = new ScraperChoice("shop", Map.of("a", List.of("1", "2")), Map.of("S", "x"), Set.of());

        assertThat(List.of(
                        ScraperChoice.of("shop"),
                        ScraperChoice.of("news"),
                        shop,
                        new ScraperChoice("shop", Map.of("a", List.of("1,2")), Map.of("S", "x"), Set.of()),
                        new ScraperChoice("shop", Map.of("a", List.of("12", "")), Map.of("S", "x"), Set.of()),
                        new ScraperChoice(
                                "shop", Map.of("a", List.of("1"), "b", List.of("2")), Map.of("S", "x"), Set.of()),
                        new ScraperChoice("shop", Map.of("a", List.of("1", "2")), Map.of("S", "y"), Set.of()),
                        new ScraperChoice("shop", Map.of("a", List.of("1", "2")), Map.of(), Set.of())))
                .extracting(choice -> FetchOptions.NONE.withScraper(choice).keyPart())
                .doesNotHaveDuplicates()
                .doesNotContain("");
        assertThat(FetchOptions.NONE
                        .withScraper(ScraperChoice.of(ScraperChoice.ARTICLE))
                        .keyPart())
                .isEmpty();
        // Who may see a value changes nothing of what comes.
        assertThat(FetchOptions.NONE
                        .withScraper(new ScraperChoice("shop", shop.params(), shop.settings(), Set.of("a")))
                        .keyPart())
                .isEqualTo(FetchOptions.NONE.withScraper(shop).keyPart());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host", "User-Agent", "X-Forwarded-For", "Content-Length", "If-None-Match", "A\r\nB", ""})
    void headersThatAreNotOnTheListAreRefused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new FetchOptions(Map.of(name, "a"), null, null));
    }

    @Test
    void valuesThatWouldBreakARequestAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FetchOptions(Map.of("Cookie", "a\r\nB: c"), null, null));
        assertThatIllegalArgumentException().isThrownBy(() -> new FetchOptions(Map.of(), "de\r\n", null));
        assertThatIllegalArgumentException().isThrownBy(() -> new FetchOptions(Map.of(), null, Duration.ZERO));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FetchOptions(Map.of("Cookie", "a", "cookie", "b"), null, null));
    }

    /** Stored with articles of versions that knew no user agent: another key would be another article. */
    @Test
    void theKeysOfBeforeStayAsTheyAre() {
        assertThat(new FetchOptions(Map.of("Cookie", "a=b"), "de", null).keyPart())
                .isEqualTo("#" + Fingerprint.of("cookie:a=b\n\nde\n"))
                .isEqualTo(new FetchOptions(Map.of("Cookie", "a=b"), "de", null)
                        .withScraper(ScraperChoice.of(ScraperChoice.ARTICLE))
                        .keyPart());
    }

    @Test
    void aUserAgentIsSentAndMustHaveANameForRobots() {
        assertThat(FetchOptions.NONE
                        .withUserAgent("Reader/2 (+https://example.com)")
                        .request(ArticleUrl.parse("https://a.example/"), Duration.ofSeconds(30))
                        .headers())
                .containsEntry("user-agent", "Reader/2 (+https://example.com)");
        for (String wrong : List.of("", "42", " Reader", "Reader\r\nHost: b", "Rëader", "R".repeat(201))) {
            assertThatIllegalArgumentException().as(wrong).isThrownBy(() -> FetchOptions.NONE.withUserAgent(wrong));
        }
    }
}

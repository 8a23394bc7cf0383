package dev.gleaner.api.scrapers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.scraper.ParamSpec;
import dev.gleaner.scraper.ParamType;
import dev.gleaner.scraper.ScraperChoice;
import dev.gleaner.scraper.ScraperMode;
import dev.gleaner.scraper.ScraperRegistry;
import dev.gleaner.scraper.ScraperRegistry.Known;
import dev.gleaner.scraper.ScraperSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which scraper is usual for what, and what is asked of the registry for that. */
class KnownScrapersTest {
    private static final ParamSpec NEEDED = new ParamSpec("q", ParamType.TEXT, null, null, List.of(), true);
    private static final ParamSpec USUAL = new ParamSpec("depth", ParamType.NUMBER, null, null, List.of("2"), false);
    private static final ParamSpec TOKEN = new ParamSpec("token", ParamType.SECRET, null, null, List.of(), false);

    @Test
    void theHostThatFitsBestComesBeforeTheCategory() {
        KnownScrapers known = new KnownScrapers(List.of(
                known("all", 1, List.of("*.example.com"), List.of("news")),
                known("deep", 1, List.of("*.a.example.com"), List.of()),
                known("one", 1, List.of("X.a.example.com"), List.of()),
                known("words", 1, List.of(), List.of("news", "sport"))));

        assertThat(usual(known, "x.a.example.com", "news")).isEqualTo("one");
        assertThat(usual(known, "y.a.example.com", "news")).isEqualTo("deep");
        assertThat(usual(known, "b.example.com", "sport")).isEqualTo("all");
        assertThat(usual(known, "example.com", "sport")).isEqualTo("words");
        assertThat(usual(known, "notexample.com", "news")).isEqualTo("all");
        assertThat(usual(known, "notexample.com", "News")).isEqualTo("none");
        assertThat(usual(known, "notexample.com", null)).isEqualTo("none");
        assertThat(known.usualFor("example.com", "sport"))
                .contains(new ScraperChoice("words", Map.of("depth", List.of("2")), Map.of(), Set.of()));
    }

    @Test
    void ofTwoThatAreUsualForTheSameTheFirstByNameIs() {
        Known a = known("a", 1, List.of("example.com"), List.of("news"));
        Known b = known("b", 1, List.of("example.com"), List.of("news"));

        assertThat(usual(new KnownScrapers(List.of(b, a)), "example.com", null)).isEqualTo("a");
        assertThat(usual(new KnownScrapers(List.of(b, a)), "x", "news")).isEqualTo("a");
    }

    @Test
    void noneIsUsualThatNobodyHasOrThatNeedsAWordMoreOrThatFindsItsArticles() {
        KnownScrapers known = new KnownScrapers(List.of(
                known("gone", 0, List.of("example.com"), List.of("news")),
                new Known(summary("asks", ScraperMode.ARTICLE, List.of(NEEDED), List.of("example.com"), List.of()), 1),
                new Known(summary("runs", ScraperMode.RUN, List.of(), List.of("example.com"), List.of()), 1)));

        assertThat(known.usualFor("example.com", "news")).isEmpty();
        assertThat(known.find("gone")).isPresent();
        assertThat(known.names()).isEqualTo("article, asks, gone, runs");
    }

    @Test
    void whatNobodyKnowsIsASecret() {
        KnownScrapers known = new KnownScrapers(
                List.of(new Known(summary("s", ScraperMode.ARTICLE, List.of(USUAL, TOKEN), List.of(), List.of()), 1)));

        assertThat(known.isSecret("s", "depth")).isFalse();
        assertThat(known.isSecret("s", "token")).isTrue();
        assertThat(known.isSecret("s", "other")).isTrue();
        assertThat(known.isSecret("gone", "depth")).isTrue();
        assertThat(known.isSecret(null, "depth")).isTrue();
    }

    @Test
    void manyNamesAreNotAllSaid() {
        KnownScrapers known = new KnownScrapers(IntStream.range(0, 60)
                .mapToObj(i -> known("s" + i, 1, List.of(), List.of()))
                .toList());

        assertThat(known.names()).startsWith("article, s0, s1, ").endsWith(" and 11 more");
    }

    @Test
    void theRegistryIsAskedOnceInAWhile() {
        AtomicInteger asked = new AtomicInteger();
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-02T03:04:05Z"));
        Scrapers scrapers = new RememberedScrapers(
                new ScraperRegistry() {
                    @Override
                    public void announce(String consumer, List<ScraperSummary> told, Instant at) {}

                    @Override
                    public void leave(String consumer) {}

                    @Override
                    public List<Known> known(Instant at) {
                        asked.incrementAndGet();
                        return List.of();
                    }
                },
                now::get);

        assertThat(scrapers.now().names()).isEqualTo("article");
        now.updateAndGet(at -> at.plus(RememberedScrapers.REMEMBERED).minusMillis(1));
        scrapers.now();
        assertThat(asked).hasValue(1);
        now.updateAndGet(at -> at.plusMillis(1));
        scrapers.now();
        assertThat(asked).hasValue(2);
        now.updateAndGet(at -> at.minus(Duration.ofHours(1)));
        scrapers.now();
        assertThat(asked).hasValue(3);
    }

    private static String usual(KnownScrapers known, String host, @Nullable String category) {
        return known.usualFor(host, category).map(ScraperChoice::name).orElse("none");
    }

    private static Known known(String name, int consumers, List<String> hosts, List<String> categories) {
        return new Known(summary(name, ScraperMode.ARTICLE, List.of(USUAL, TOKEN), hosts, categories), consumers);
    }

    private static ScraperSummary summary(
            String name, ScraperMode mode, List<ParamSpec> params, List<String> hosts, List<String> categories) {
        return new ScraperSummary(name, null, mode, params, List.of(), hosts, categories);
    }
}

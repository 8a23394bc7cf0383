package dev.gleaner.scraper.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.gleaner.scraper.ParamSpec;
import dev.gleaner.scraper.ParamType;
import dev.gleaner.scraper.ScraperMode;
import dev.gleaner.scraper.ScraperRegistry;
import dev.gleaner.scraper.ScraperRegistry.Known;
import dev.gleaner.scraper.ScraperSummary;
import dev.gleaner.store.mongo.MongoCollections;
import dev.gleaner.testkit.TestStores;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MongoScraperRegistryTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private final MongoClient client = MongoClients.create(TestStores.mongo().url());
    private final MongoCollections collections = new MongoCollections(client.getDatabase(TestStores.freshDatabase()));
    private final ScraperRegistry registry = new MongoScraperRegistry(collections);

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void theyAreAsTheyWereTold() {
        ScraperSummary whole = new ScraperSummary(
                "shop",
                "Reads a shop",
                ScraperMode.RUN,
                List.of(
                        new ParamSpec("tags", ParamType.LIST, "Which", "[a-z]+", List.of("a", "b"), false, true),
                        new ParamSpec("token", ParamType.SECRET, null, null, List.of(), true)),
                List.of("DELAY"),
                List.of("*.example.com"),
                List.of("shops"));

        registry.announce("one", List.of(whole), NOW);

        assertThat(registry.known(NOW)).containsExactly(new Known(whole, 1));
    }

    @Test
    void eachCountsTheConsumersThatHaveIt() {
        registry.announce("one", List.of(scraper("b", "old"), scraper("a", "")), NOW);
        registry.announce("two", List.of(scraper("b", "new")), NOW.plusSeconds(1));

        assertThat(registry.known(NOW.plusSeconds(2)))
                .containsExactly(new Known(scraper("a", ""), 1), new Known(scraper("b", "new"), 2));

        registry.announce("one", List.of(scraper("b", "new")), NOW.plusSeconds(3));
        registry.leave("two");

        assertThat(registry.known(NOW.plusSeconds(4)))
                .containsExactly(new Known(scraper("a", ""), 0), new Known(scraper("b", "new"), 1));
    }

    @Test
    void aConsumerThatIsSilentHasGoneAndItsScrapersAreForgottenLater() {
        registry.announce("one", List.of(scraper("a", "")), NOW);

        assertThat(registry.known(NOW.plus(ScraperRegistry.GONE_AFTER)))
                .extracting(Known::consumers)
                .containsExactly(1);
        assertThat(registry.known(NOW.plus(ScraperRegistry.GONE_AFTER).plusMillis(1)))
                .extracting(Known::consumers)
                .containsExactly(0);
        assertThat(registry.known(NOW.plus(ScraperRegistry.FORGOTTEN_AFTER))).hasSize(1);
        Instant later = NOW.plus(ScraperRegistry.FORGOTTEN_AFTER).plusMillis(1);
        assertThat(registry.known(later)).isEmpty();

        registry.announce("two", List.of(), later.plus(Duration.ofMillis(1)));
        assertThat(collections.scrapers().countDocuments()).isEqualTo(1);
    }

    @Test
    void aSpoiledDocumentHidesNoOther() {
        registry.announce("one", List.of(scraper("a", "")), NOW);
        collections
                .scrapers()
                .insertOne(new Document("_id", "scraper:b")
                        .append("told_at", java.util.Date.from(NOW))
                        .append("summary", new Document("name", "b").append("mode", "of another version")));

        assertThat(registry.known(NOW)).containsExactly(new Known(scraper("a", ""), 1));
    }

    private static ScraperSummary scraper(String name, String description) {
        return new ScraperSummary(name, description, ScraperMode.ARTICLE, List.of(), List.of(), List.of(), List.of());
    }
}

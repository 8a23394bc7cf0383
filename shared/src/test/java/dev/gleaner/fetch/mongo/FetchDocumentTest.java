package dev.gleaner.fetch.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.gleaner.fetch.FetchOptions;
import dev.gleaner.fetch.JobPace;
import dev.gleaner.scraper.ScraperChoice;
import dev.gleaner.store.SealKey;
import dev.gleaner.store.mongo.MongoCollections;
import dev.gleaner.testkit.TestStores;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Headers that a submission trusted us with, as they lie in the store. */
class FetchDocumentTest {
    private static final String VALUE = "Bearer 4fd1c6a7-the-secret";
    private static final FetchOptions OPTIONS = new FetchOptions(
                    Map.of("Authorization", VALUE, "Cookie", "session=" + VALUE), "de", Duration.ofSeconds(7))
            .withUserAgent("Reader/2")
            .withPace(new JobPace(Duration.ofMillis(2500), 1));
    private static final SealKey KEY = SealKey.of("0123456789abcdef0123456789abcdef");
    private static final SealKey OTHER_KEY = SealKey.of("fedcba9876543210fedcba9876543210");

    private final MongoClient client = MongoClients.create(TestStores.mongo().url());
    private final MongoDatabase database = client.getDatabase(TestStores.freshDatabase());

    @AfterEach
    void close() {
        database.drop();
        client.close();
    }

    @Test
    void theyAreReadAsTheyWereWrittenAndNotToBeFoundInBetween() {
        Document stored = written(with(KEY));

        assertThat(stored.toJson()).doesNotContain("4fd1c6a7", "secret").contains("authorization");
        assertThat(with(KEY).read(stored)).isEqualTo(OPTIONS);
    }

    @Test
    void twoOfTheSameDoNotLookAlike() {
        assertThat(written(with(KEY)).getList("headers", Document.class))
                .doesNotContainAnyElementsOf(written(with(KEY)).getList("headers", Document.class));
    }

    @Test
    void withoutAGivenKeyTheStoreMakesOneForAllProcessesAtOnce() throws InterruptedException {
        Set<Document> stored = ConcurrentHashMap.newKeySet();
        try (ExecutorService processes = Executors.newFixedThreadPool(8)) {
            IntStream.range(0, 8).forEach(process -> processes.execute(() -> stored.add(written(with()))));
        }

        assertThat(stored)
                .hasSize(8)
                .allSatisfy(one -> assertThat(with().read(one)).isEqualTo(OPTIONS));
        assertThat(database.getCollection("keys").countDocuments()).isEqualTo(1);
    }

    @Test
    void aKeyMayBeChangedAsLongAsTheOldOneIsGivenToo() {
        Document before = written(with(KEY));
        Document without = written(with());

        assertThat(with(OTHER_KEY, KEY).read(before)).isEqualTo(OPTIONS);
        assertThat(with(OTHER_KEY).read(without)).isEqualTo(OPTIONS);
        assertThat(written(with(OTHER_KEY, KEY)).getList("headers", Document.class))
                .allSatisfy(header -> assertThat(header.getString("key")).isEqualTo(OTHER_KEY.id()));
    }

    @Test
    void whatAScraperIsGivenIsSealedToo() {
        ScraperChoice choice = new ScraperChoice(
                "shop",
                Map.of("token", List.of(VALUE), "tags", List.of("a;$(b)\n", "", "ü"), "none", List.of()),
                Map.of("A_DELAY", "2"),
                Set.of("token"));
        FetchOptions options = FetchOptions.NONE.withScraper(choice);
        Document stored = Objects.requireNonNull(with(KEY).of(options));

        assertThat(stored.toJson()).doesNotContain("4fd1c6a7", "a;$(b)").contains("A_DELAY");
        assertThat(with(KEY).read(stored)).isEqualTo(options);
        assertThat(with(KEY).read(with(KEY).of(FetchOptions.NONE.withScraper(ScraperChoice.of("shop")))))
                .isEqualTo(FetchOptions.NONE.withScraper(ScraperChoice.of("shop")));
    }

    /** Another scraper would find something else, and so would this one with other params. */
    @Test
    void aScraperWhoseParamsCannotBeReadKeepsItsName() {
        ScraperChoice choice = new ScraperChoice("shop", Map.of("token", List.of(VALUE)), Map.of(), Set.of());
        FetchOptions read = with(OTHER_KEY).read(with(KEY).of(FetchOptions.NONE.withScraper(choice)));

        assertThat(read.unreadable()).isTrue();
        assertThat(read.scraper()).isEqualTo(ScraperChoice.of("shop"));
        assertThat(with(KEY).read(with(OTHER_KEY).of(read))).isEqualTo(read);
    }

    @Test
    void whatWasStoredBeforeThereWereScrapersIsRead() {
        Document before = written(with(KEY));
        before.remove("scraper");

        assertThat(with(KEY).read(before)).isEqualTo(OPTIONS);
    }

    /** Fetched without them, the page would be another one. */
    @Test
    void withTheWrongKeyTheyAreUnreadableAndStaySo() {
        FetchOptions read = with(OTHER_KEY).read(written(with(KEY)));

        assertThat(read.unreadable()).isTrue();
        assertThat(read.headers()).isEmpty();
        assertThat(read.isNone()).isFalse();
        assertThat(with(KEY).read(with(OTHER_KEY).of(read)).unreadable()).isTrue();
    }

    @Test
    void aChangedTextIsUnreadable() {
        Document stored = written(with(KEY));
        Document header = stored.getList("headers", Document.class).getFirst();
        String text = header.getString("value");
        for (String changed : List.of(text.substring(4), text.replace(text.charAt(20), '/'), "", "?")) {
            if (!changed.equals(text)) {
                header.put("value", changed);
                assertThat(with(KEY).read(stored).unreadable()).as(changed).isTrue();
            }
        }
    }

    @Test
    void whatAVersionBeforeStoredIsReadAsItIs() {
        Document plain = new Document("headers", List.of(new Document("name", "cookie").append("value", "a=b")))
                .append("language", null)
                .append("timeout_ms", null);

        assertThat(with(KEY).read(plain)).isEqualTo(new FetchOptions(Map.of("cookie", "a=b"), null, null));
    }

    @Test
    void aShortKeyIsRefusedWithoutBeingRepeated() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SealKey.of("too-short"))
                .withMessageContaining("32 characters")
                .withMessageNotContaining("too-short");
        assertThat(KEY).hasToString("key " + KEY.id());
    }

    private Document written(FetchDocument fetch) {
        Document document = fetch.of(OPTIONS);
        assertThat(document).isNotNull();
        return document;
    }

    private FetchDocument with(SealKey... keys) {
        return new FetchDocument(new MongoCollections(database, List.of(keys)).seal());
    }
}

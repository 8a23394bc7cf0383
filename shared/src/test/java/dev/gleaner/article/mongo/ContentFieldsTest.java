package dev.gleaner.article.mongo;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.article.Articles.Scraped;
import dev.gleaner.article.Articles.Wanted;
import dev.gleaner.article.Contents;
import dev.gleaner.extract.ArticleContent;
import dev.gleaner.store.Stores;
import dev.gleaner.url.ArticleUrl;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The store keeps every component of the content under its name, whatever components there are. */
class ContentFieldsTest {
    private static final String KEY = "https://site.example/a";

    private final Stores stores = new Stores();

    @AfterEach
    void close() {
        stores.close();
    }

    @Test
    void everyComponentIsStoredUnderItsName() {
        ArticleContent content = Contents.full();
        Document stored = document(store(content));

        Contents.byName(content)
                .forEach((name, value) -> assertThat(stored.get(name)).as(name).isEqualTo(asStored(value)));
    }

    /** Data of earlier versions, and of others that run beside this one, use these. */
    @Test
    void theNamesAreThoseThatAreStoredAlready() {
        assertThat(document(store(Contents.full())))
                .containsKeys(
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
                        "canonical_url",
                        "word_count",
                        "content_hash",
                        "sources");
    }

    @Test
    void everyComponentComesBack() {
        ArticleContent content = Contents.full();
        String id = store(content);

        Map<String, @Nullable Object> expected = new HashMap<>(Contents.byName(content));
        expected.replaceAll((name, value) ->
                value instanceof OffsetDateTime time ? time.withOffsetSameInstant(ZoneOffset.UTC) : value);
        assertThat(Contents.byName(stores.articles.find(id).orElseThrow().content()))
                .isEqualTo(expected);
    }

    @Test
    void dataStandsBesideTheContentAndMakesItAnother() {
        String id = register();
        store(id, Contents.ofText("title", "text"), "{\"a\":[1,null]}");

        assertThat(stores.articles.find(id).orElseThrow().data()).isEqualTo("{\"a\":[1,null]}");
        assertThat(stores.articles.stored(List.of(id)).get(id).data()).isEqualTo("{\"a\":[1,null]}");
        String with = hash(id);
        store(id, Contents.ofText("title", "text"), "{\"a\":[2]}");
        assertThat(hash(id)).isNotEqualTo(with);
        store(id, Contents.ofText("title", "text"), null);
        assertThat(stores.articles.find(id).orElseThrow().data()).isNull();
        assertThat(hash(id)).isEqualTo(Contents.ofText("title", "text").contentHash());
    }

    private String hash(String id) {
        return Objects.requireNonNull(Objects.requireNonNull(
                                stores.articles.known(List.of(id)).get(id))
                        .text())
                .hash();
    }

    private void store(String id, ArticleContent content, @Nullable String data) {
        stores.later(Duration.ofSeconds(1));
        stores.articles.storeScraped(
                List.of(new Scraped(id, content, data, null, null, null, null, 0, stores.now(), stores.now(), true)));
    }

    @Test
    void whatWasNeverReadIsNullOrEmpty() {
        String id = register();

        assertThat(stores.articles.find(id).orElseThrow().content()).isEqualTo(Contents.none());
    }

    /** A refresh that no longer finds something takes it away. */
    @Test
    void whatIsNoLongerThereIsStoredAsNull() {
        String id = store(Contents.full());
        ArticleContent less = Contents.ofText("title", "text");
        store(less);

        assertThat(stores.articles.find(id).orElseThrow().content()).isEqualTo(less);
        assertThat(document(id)).containsEntry("language", null);
    }

    private String store(ArticleContent content) {
        String id = register();
        stores.later(Duration.ofSeconds(1));
        stores.articles.storeScraped(
                List.of(new Scraped(id, content, KEY, 200, null, null, 0, stores.now(), stores.now())));
        return id;
    }

    private String register() {
        return Objects.requireNonNull(stores.articles
                        .register(List.of(new Wanted(ArticleUrl.parse(KEY), KEY, null, null, 5)), stores.now())
                        .get(KEY))
                .articleId();
    }

    private Document document(String id) {
        return Objects.requireNonNull(
                stores.collections.articles().find(eq("_id", id)).first());
    }

    private static @Nullable Object asStored(@Nullable Object value) {
        return switch (value) {
            case OffsetDateTime time -> Date.from(time.toInstant());
            case Map<?, ?> map -> {
                Document document = new Document();
                map.forEach((name, text) -> document.put((String) name, text));
                yield document;
            }
            case null, default -> value;
        };
    }
}

package dev.gleaner.article.mongo;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.article.Articles;
import dev.gleaner.article.Articles.Edition;
import dev.gleaner.article.Articles.Scraped;
import dev.gleaner.article.Articles.Wanted;
import dev.gleaner.article.Contents;
import dev.gleaner.article.FetchFacts;
import dev.gleaner.article.FetchFacts.Redirect;
import dev.gleaner.article.FetchFacts.Timings;
import dev.gleaner.store.Stores;
import dev.gleaner.url.ArticleUrl;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The contents that an article had before, and what is known of the fetch of the one that it has. */
class EditionsTest {
    private static final String KEY = "https://a.example/";

    private final Stores stores = new Stores();
    private final Articles articles = new MongoArticles(stores.collections, 2);

    @AfterEach
    void close() {
        stores.close();
    }

    @Test
    void aContentThatIsReplacedIsKeptUnderItsNumber() {
        String id = register();
        assertThat(articles.editions(id)).isEmpty();
        Instant first = store(id, "one", false);
        store(id, "two", true);

        assertThat(articles.editions(id)).extracting(Edition::version).containsExactly(2, 1);
        assertThat(articles.editions(id)).extracting(Edition::current).containsExactly(true, false);
        Edition former = articles.edition(id, 1).orElseThrow();
        assertThat(former.content()).isEqualTo(Contents.ofText("title", "one"));
        assertThat(former.fetchedAt()).isEqualTo(first);
        assertThat(articles.editions(id).getLast().content().content())
                .as("the list has no texts")
                .isNull();
        assertThat(articles.editions(id).getLast().content().contentHash())
                .isEqualTo(former.content().contentHash());
        assertThat(articles.edition(id, 2).orElseThrow().content().content()).isEqualTo("two");
        assertThat(articles.edition(id, 3)).isEmpty();
        assertThat(articles.edition(id, 0)).isEmpty();
    }

    @Test
    void aContentThatIsStoredAgainIsNoOtherEdition() {
        String id = register();
        store(id, "one", false);
        store(id, "one", false);

        assertThat(articles.editions(id)).extracting(Edition::version).containsExactly(1);
    }

    @Test
    void onlyTheLatestAreKept() {
        String id = register();
        store(id, "one", false);
        List.of("two", "three", "four", "five").forEach(text -> store(id, text, true));

        assertThat(articles.editions(id)).extracting(Edition::version).containsExactly(5, 4, 3);
        assertThat(articles.edition(id, 2)).isEmpty();
        assertThat(stores.collections.articleVersions().countDocuments()).isEqualTo(2);
    }

    @Test
    void aWriteThatComesTooLateKeepsNothingThatIsShown() {
        String id = register();
        Instant early = stores.now();
        store(id, "one", false);
        Scraped late = scraped(id, "late", true, early, null);
        articles.storeScraped(List.of(late));
        articles.storeScraped(List.of(late));

        assertThat(articles.editions(id)).extracting(Edition::version).containsExactly(1);
        store(id, "two", true);
        assertThat(articles.edition(id, 1).orElseThrow().content().content()).isEqualTo("one");
    }

    @Test
    void noneAreKeptIfNoneAreWanted() {
        Articles none = new MongoArticles(stores.collections, 0);
        String id = register();
        store(id, "one", false);
        stores.later(Duration.ofSeconds(1));
        none.storeScraped(List.of(scraped(id, "two", true, stores.now(), null)));

        assertThat(none.editions(id)).extracting(Edition::version).containsExactly(2);
        assertThat(none.edition(id, 1)).isEmpty();
    }

    @Test
    void theyGoWithTheirArticle() {
        String id = register();
        store(id, "one", false);
        store(id, "two", true);
        stores.later(Duration.ofSeconds(1));

        assertThat(articles.removeUntouchedSince(stores.now())).isEqualTo(1);

        assertThat(stores.collections.articleVersions().countDocuments()).isZero();
        assertThat(articles.editions(id)).isEmpty();
    }

    @Test
    void whatTheFetchSawIsKeptWithTheContent() {
        String id = register();
        stores.later(Duration.ofSeconds(1));
        FetchFacts facts = new FetchFacts(
                stores.now(),
                200,
                1234,
                "text/html",
                List.of(new Redirect("http://a.example/old", 301)),
                KEY,
                "HTTP/1.1",
                new Timings(1L, null, 20L, 3L, 4L));
        articles.storeScraped(List.of(scraped(id, "one", false, stores.now(), facts)));
        assertThat(articles.find(id).orElseThrow().fetch()).isEqualTo(facts);

        store(id, "two", true);
        assertThat(articles.find(id).orElseThrow().fetch())
                .as("of another fetch")
                .isNull();
        assertThat(Objects.requireNonNull(
                        stores.collections.articles().find(eq("_id", id)).first()))
                .containsEntry("fetch", null);
    }

    private Instant store(String id, String text, boolean replaces) {
        stores.later(Duration.ofSeconds(1));
        articles.storeScraped(List.of(scraped(id, text, replaces, stores.now(), null)));
        return stores.now();
    }

    private Scraped scraped(String id, String text, boolean replaces, Instant startedAt, @Nullable FetchFacts facts) {
        return new Scraped(
                id,
                Contents.ofText("title", text),
                null,
                KEY,
                200,
                null,
                null,
                0,
                startedAt,
                stores.now(),
                true,
                replaces,
                facts);
    }

    private String register() {
        return Objects.requireNonNull(
                        articles.register(List.of(new Wanted(ArticleUrl.parse(KEY), KEY, null, null, 5)), stores.now())
                                .get(KEY))
                .articleId();
    }
}

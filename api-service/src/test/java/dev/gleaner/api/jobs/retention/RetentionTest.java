package dev.gleaner.api.jobs.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.gleaner.api.jobs.Cancellation;
import dev.gleaner.api.jobs.Purge;
import dev.gleaner.article.Articles;
import dev.gleaner.article.mongo.MongoArticles;
import dev.gleaner.delivery.mongo.MongoDeliveries;
import dev.gleaner.fetch.FetchOptions;
import dev.gleaner.id.Ids;
import dev.gleaner.job.Idempotency;
import dev.gleaner.job.Item;
import dev.gleaner.job.Items;
import dev.gleaner.job.JobLabel;
import dev.gleaner.job.Jobs;
import dev.gleaner.job.NewJob;
import dev.gleaner.job.NextRun;
import dev.gleaner.job.mongo.MongoEfforts;
import dev.gleaner.job.mongo.MongoIdempotency;
import dev.gleaner.job.mongo.MongoIntents;
import dev.gleaner.job.mongo.MongoItems;
import dev.gleaner.job.mongo.MongoJobs;
import dev.gleaner.job.mongo.MongoOutputs;
import dev.gleaner.scraper.CommandLogs;
import dev.gleaner.scraper.mongo.MongoCommandLogs;
import dev.gleaner.store.Durability;
import dev.gleaner.store.mongo.MongoCollections;
import dev.gleaner.testkit.TestStores;
import dev.gleaner.url.ArticleUrl;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

class RetentionTest {
    private static final Duration DAY = Duration.ofDays(1);

    private final MongoClient client = MongoClients.create(TestStores.mongo().url());
    private final MongoCollections collections = new MongoCollections(client.getDatabase(TestStores.freshDatabase()));
    private Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final InstantSource clock = () -> now;
    private final Jobs jobs = new MongoJobs(collections, clock);
    private final Items items = new MongoItems(collections);
    private final Articles articles = new MongoArticles(collections);
    private final CommandLogs logs = new MongoCommandLogs(collections, 1000, clock);
    private final Idempotency idempotency = new MongoIdempotency(collections);
    private final MongoIntents intents = new MongoIntents(collections);
    private final Purge purge = new Purge(
            jobs,
            items,
            new MongoEfforts(collections),
            new MongoOutputs(collections),
            intents,
            idempotency,
            new MongoDeliveries(collections),
            Mockito.mock(Cancellation.class),
            Durability.byWriteConcern(),
            clock);

    RetentionTest() {
        collections.createIndexes();
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void jobsThatEndedLongAgoGoWithAllThatIsTheirs() {
        String old = endedJob("old", "old-key");
        String open = openJob("open");
        now = now.plus(DAY.multipliedBy(20));
        String young = endedJob("young", null);
        now = now.plus(DAY.multipliedBy(11));

        retention(DAY.multipliedBy(30), Duration.ZERO).turn();

        assertThat(jobs.find(old)).isEmpty();
        assertThat(items.pages(old, 1)).isEmpty();
        assertThat(idempotency.keep("old-key", "hash", "job_new", now).jobId()).isEqualTo("job_new");
        assertThat(jobs.find(young)).isPresent();
        assertThat(items.pages(young, 1)).hasSize(1);
        assertThat(jobs.find(open)).as("an open job has no age").isPresent();
        assertThat(intents.all()).isEmpty();
        assertThat(articleOf("old")).as("articles are kept for others").isPresent();
    }

    @Test
    void aJobThatCannotBeReadKeepsNoOtherFromBeingRemoved() {
        String spoiled = endedJob("spoiled", null);
        String old = endedJob("old", null);
        collections.jobs().updateOne(Filters.eq("_id", spoiled), Updates.unset("revision"));
        now = now.plus(DAY.multipliedBy(31));

        retention(DAY.multipliedBy(30), Duration.ZERO).turn();

        assertThat(jobs.findAll(List.of(spoiled, old))).isEmpty();
        assertThat(collections.jobs().find().map(job -> job.getString("_id"))).containsExactly(spoiled);
    }

    @Tag("slow")
    @Test
    void manyAreRemovedInOneTurn() {
        List<String> many =
                Stream.generate(() -> endedJob("many", null)).limit(250).toList();
        now = now.plus(DAY.multipliedBy(31));

        retention(DAY.multipliedBy(30), Duration.ZERO).turn();

        assertThat(jobs.findAll(many)).isEmpty();
    }

    @Test
    void aJobThatWasOpenedAgainMeanwhileStaysWithItsPages() {
        String id = endedJob("reopened", null);
        var ended = jobs.find(id).orElseThrow();
        jobs.reopen(id, 1, NextRun.ofFailed(List.of(articleId("reopened"))), now);

        purge.remove(ended);

        assertThat(jobs.find(id)).isPresent();
        assertThat(items.pages(id, 1)).hasSize(1);
        assertThat(intents.all()).isEmpty();
    }

    @Test
    void articlesGoWhenNobodyAskedForThemSinceAndNoJobShowsThem() {
        article("forgotten");
        now = now.plus(DAY.multipliedBy(10));
        openJob("shown");
        now = now.plus(DAY.multipliedBy(10));
        article("recent");
        now = now.plus(DAY);

        retention(Duration.ZERO, DAY.multipliedBy(5)).turn();

        assertThat(articleOf("forgotten")).isEmpty();
        assertThat(articleOf("shown"))
                .as("a job that is kept shows it, however old it is")
                .isPresent();
        assertThat(articleOf("recent")).isPresent();
    }

    @Test
    void zeroKeepsForEver() {
        String id = endedJob("kept", null);
        now = now.plus(DAY.multipliedBy(10_000));

        retention(Duration.ZERO, Duration.ZERO).turn();

        assertThat(jobs.find(id)).isPresent();
        assertThat(articleOf("kept")).isPresent();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RetentionSettings(DAY.negated(), DAY, DAY))
                .withMessageContaining("JOB_RETENTION");
    }

    @Test
    void whatCommandsWroteIsRemovedWhenItIsOldAndWithItsArticle() {
        logs.begin("art_1", new CommandLogs.Began("a", "shop", "c", now));
        now = now.plus(DAY);
        logs.begin("art_2", new CommandLogs.Began("b", "shop", "c", now));

        retention(Duration.ZERO, Duration.ZERO).turn();
        assertThat(logs.find("art_1")).isPresent();
        retention(new RetentionSettings(Duration.ZERO, Duration.ZERO, DAY.dividedBy(2)))
                .turn();
        assertThat(logs.find("art_1")).isEmpty();
        assertThat(logs.find("art_2")).isPresent();
        now = now.plus(DAY);
        retention(Duration.ZERO, DAY.dividedBy(2)).turn();
        assertThat(logs.find("art_2")).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RetentionSettings(DAY, DAY, DAY.negated()))
                .withMessageContaining("COMMAND_LOG_RETENTION");
    }

    private Retention retention(Duration ofJobs, Duration ofArticles) {
        return retention(new RetentionSettings(ofJobs, ofArticles, Duration.ZERO));
    }

    private Retention retention(RetentionSettings settings) {
        return new Retention(jobs, articles, logs, purge, settings, clock);
    }

    private String endedJob(String name, @Nullable String key) {
        String id = openJob(name, key);
        var failed = new dev.gleaner.job.Failure(
                articleId(name), dev.gleaner.article.ErrorCode.HTTP_ERROR, "404 Not Found", now);
        jobs.settle(id, 1, List.of(), List.of(failed));
        jobs.complete(id, 1);
        return id;
    }

    private String openJob(String name) {
        return openJob(name, null);
    }

    private String openJob(String name, @Nullable String key) {
        String id = Ids.job();
        String article = article(name);
        if (key != null) {
            idempotency.keep(key, "hash", id, now);
        }
        items.write(id, List.of(new Item(article, url(name), "a.example", null, null, 5, false)));
        jobs.insert(new NewJob(
                id,
                Ids.token(),
                List.of(article),
                List.of(article),
                now,
                Instant.EPOCH,
                null,
                FetchOptions.NONE,
                JobLabel.NONE,
                key));
        return id;
    }

    private String article(String name) {
        return articles.register(
                        List.of(new Articles.Wanted(ArticleUrl.parse(url(name)), url(name), null, null, 5)), now)
                .get(url(name))
                .articleId();
    }

    private String articleId(String name) {
        return articleOf(name).orElseThrow().articleId();
    }

    private java.util.Optional<Articles.Known> articleOf(String name) {
        return java.util.Optional.ofNullable(
                articles.knownByKey(List.of(url(name))).get(url(name)));
    }

    private static String url(String name) {
        return "https://a.example/" + name;
    }
}

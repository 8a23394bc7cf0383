package dev.gleaner.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.article.ErrorCode;
import dev.gleaner.fetch.FetchOptions;
import dev.gleaner.id.Ids;
import dev.gleaner.job.CallbackOrder;
import dev.gleaner.job.CallbackOrder.Command;
import dev.gleaner.job.CallbackOrder.Event;
import dev.gleaner.job.CallbackOrder.Webhook;
import dev.gleaner.job.Failure;
import dev.gleaner.job.Item;
import dev.gleaner.job.Job;
import dev.gleaner.job.JobLabel;
import dev.gleaner.job.NewJob;
import dev.gleaner.job.NextRun;
import dev.gleaner.job.Orders;
import dev.gleaner.job.RetryPlan;
import dev.gleaner.store.Stores;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is owed for what becomes of a job, whoever dies on the way. */
class OwingTest {
    private static final String URL = "https://receiver.example/hooks?token=a";
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private final Stores stores = new Stores();
    private final DebtCollector collector = collector();

    @AfterEach
    void close() {
        stores.close();
    }

    @Test
    void aJobThatTellsNobodyOwesNothingAndLeavesNoTrace() {
        String job = commit(Orders.NONE, "a");

        settle(job, List.of("a"), List.of());

        assertThat(stores.deliveries.ids(job)).isEmpty();
        assertThat(stores.debts.all()).isEmpty();
        assertThat(stores.collections.jobDeliveries().countDocuments()).isZero();
    }

    @Test
    void theEndOfAJobIsOwedOnceAndItsReactionToo() {
        String job = commit(orders(null, Event.JOB_COMPLETED, Event.JOB_FAILED), "a", "b");
        assertThat(stores.debts.all()).hasSize(1);

        settle(job, List.of("a"), List.of("b"));
        stores.owing.ended(stores.jobs.find(job).orElseThrow());

        assertThat(logged(job))
                .extracting(one -> one.delivery().kind() + " " + one.delivery().slot() + " "
                        + one.delivery().about())
                .containsExactly("WEBHOOK callback job.completed", "COMMAND on_success/0 job.completed");
        assertThat(stores.debts.all()).isEmpty();
        assertThat(stores.deliveries.due(stores.now(), List.of(), 10)).hasSize(2);
        JsonNode message = message(logged(job).getFirst());
        assertThat(message.propertyNames()).containsExactly("type", "timestamp", "data");
        assertThat(message.path("type").asString()).isEqualTo("job.completed");
        assertThat(Instant.parse(message.path("timestamp").asString())).isEqualTo(stores.now());
        assertThat(message.path("data").path("completed").asInt()).isEqualTo(1);
        assertThat(message.path("data").path("failed").asInt()).isEqualTo(1);
        assertThat(message.path("data").path("will_retry").asBoolean()).isFalse();
    }

    @Test
    void whoEndsTheJobDiesBeforeItIsWrittenAndTheCollectorWritesIt() {
        String job = commit(orders(null, Event.JOB_FAILED), "a");
        // The update of the settle and of the completion alone, as if the process had died then.
        stores.jobs.settle(job, 1, List.of(), List.of(failure("a")));
        stores.jobs.complete(job, 1);
        assertThat(logged(job)).isEmpty();

        collector.turn();
        collector().turn();

        assertThat(logged(job)).extracting(one -> one.delivery().about()).containsExactly("job.failed", "job.failed");
        assertThat(stores.debts.all()).isEmpty();
    }

    @Test
    void whatWasWrittenHalfIsFoundByItsPlaceAmongTheDue() {
        String job = commit(orders(null, Event.JOB_COMPLETED), "a");
        settle(job, List.of("a"), List.of());
        stores.collections.deliveriesDue().deleteMany(new Document());

        stores.owing.ended(stores.jobs.find(job).orElseThrow());

        assertThat(stores.deliveries.due(stores.now(), List.of(), 10)).isEmpty();
        stores.later(Duration.ofMinutes(1));
        assertThat(stores.deliveries.due(stores.now(), List.of(), 10)).hasSize(2);
    }

    @Test
    void everyRunIsToldAndTheReactionWaitsForTheLast() {
        String job =
                commit(orders(new RetryPlan(1, Duration.ofMinutes(5)), Event.JOB_FAILED, Event.JOB_COMPLETED), "a");
        settle(job, List.of(), List.of("a"));
        assertThat(logged(job)).singleElement().satisfies(one -> {
            assertThat(one.delivery().run()).isEqualTo(1);
            assertThat(message(one).path("data").path("will_retry").asBoolean()).isTrue();
        });

        Job ended = stores.jobs.find(job).orElseThrow();
        stores.ends.beforeNextRun(ended);
        stores.jobs.reopen(job, 1, NextRun.ofFailed(List.of("a")), stores.now());
        collector.turn();
        assertThat(stores.debts.all()).extracting(Debts.Debt::run).containsExactly(2);
        settle(job, List.of("a"), List.of());

        assertThat(logged(job))
                .extracting(one -> one.delivery().run() + " " + one.delivery().slot() + " "
                        + one.delivery().about())
                .containsExactly("1 callback job.failed", "2 callback job.completed", "2 on_success/0 job.completed");
        assertThat(stores.debts.all()).isEmpty();
    }

    @Test
    void theReactionComesToAJobWhoseRetriesAreGivenUp() {
        String job = commit(orders(new RetryPlan(3, Duration.ofMinutes(5)), Event.JOB_FAILED), "a");
        settle(job, List.of(), List.of("a"));
        assertThat(logged(job)).hasSize(1);

        stores.ends.endForGood(job);
        stores.ends.endForGood(job);

        assertThat(logged(job))
                .extracting(one -> one.delivery().run() + " " + one.delivery().slot())
                .containsExactlyInAnyOrder("1 callback", "1 on_failure/0");
        assertThat(stores.debts.all()).isEmpty();
    }

    @Test
    void whatIsOwedForRetriesThatAreGivenUpSurvivesWhoGivesThemUp() {
        String job = commit(orders(new RetryPlan(3, Duration.ofMinutes(5)), Event.JOB_FAILED), "a");
        settle(job, List.of(), List.of("a"));
        // The note and the update of the job alone, as if the process had died then.
        stores.owing.expect(job, 1, stores.jobs.orders(job).orElseThrow());
        stores.jobs.dropRetries(job, 1);

        collector.turn();
        collector().turn();

        assertThat(logged(job)).hasSize(2);
        assertThat(stores.debts.all()).isEmpty();
    }

    @Test
    void aRunThatEndedUnseenIsToldBeforeTheNextOneBegins() {
        String job = commit(orders(null, Event.JOB_FAILED, Event.ARTICLE_FAILED), "a");
        stores.jobs.settle(job, 1, List.of(), List.of(failure("a")));
        Job ended = stores.jobs.complete(job, 1).orElseThrow();

        stores.ends.beforeNextRun(ended);
        stores.jobs.reopen(job, 1, NextRun.ofFailed(List.of("a")), stores.now());

        assertThat(logged(job))
                .extracting(one -> one.delivery().about())
                .containsExactly("job.failed", "job.failed", "article.failed");
    }

    @Test
    void aCancelIsAnEndToo() {
        String job = commit(orders(null, Event.JOB_CANCELLED), "a");

        stores.ends.cancel(job);

        assertThat(logged(job)).extracting(one -> one.delivery().slot()).containsExactly("callback", "on_failure/0");
        assertThat(message(logged(job).getFirst()).path("data").path("pending").asInt())
                .isEqualTo(1);
    }

    @Test
    void aJobOfCachedArticlesAloneEndsWithItsCommit() {
        String job = Ids.job();
        stores.ends.commit(newJob(job, orders(null, Event.JOB_COMPLETED), List.of("a"), List.of()));

        assertThat(logged(job)).hasSize(2);
    }

    @Test
    void articlesAreToldInBatchesEachOnce() {
        String[] ids = IntStream.range(0, 250).mapToObj(i -> "a" + i).toArray(String[]::new);
        String job = commit(orders(null, Event.ARTICLE_COMPLETED, Event.ARTICLE_FAILED), ids);
        List<String> first = List.of(ids).subList(0, 130);
        settle(job, first.subList(0, 129), first.subList(129, 130));
        collector.turn();
        collector.turn();
        assertThat(batches(job))
                .containsExactlyInAnyOrder("article.completed 100", "article.completed 29", "article.failed 1");

        settle(job, List.of(ids).subList(130, 250), List.of());
        assertThat(stores.debts.all()).hasSize(1);
        // Two processes at once, the second of which knows nothing of what the first has seen.
        collector().turn();
        collector.turn();

        assertThat(batches(job))
                .containsExactlyInAnyOrder(
                        "article.completed 100",
                        "article.completed 29",
                        "article.failed 1",
                        "article.completed 100",
                        "article.completed 20");
        List<String> told = new ArrayList<>();
        stores.deliveries.batches(job).forEach(batch -> told.addAll(batch.articles()));
        assertThat(told).containsExactlyInAnyOrder(ids);
        assertThat(stores.debts.all()).isEmpty();
        JsonNode failed = logged(job).stream()
                .filter(one -> one.delivery().about().equals("article.failed"))
                .map(OwingTest::message)
                .findFirst()
                .orElseThrow();
        assertThat(failed.path("data")
                        .path("articles")
                        .path(0)
                        .path("error_code")
                        .asString())
                .isEqualTo("timeout");
    }

    @Test
    void aDebtOfAJobThatNeverCameIsForgotten() {
        stores.debts.add(new Debts.Debt("job_none", 1, false, stores.now()));
        collector.turn();
        assertThat(stores.debts.all()).hasSize(1);

        stores.later(Duration.ofHours(2));
        collector.turn();

        assertThat(stores.debts.all()).isEmpty();
    }

    @Test
    void whatIsOwedGoesWithItsJob() {
        String job = commit(orders(null, Event.JOB_COMPLETED), "a");
        settle(job, List.of("a"), List.of());

        stores.deliveries.removeOf(job);

        assertThat(stores.collections.deliveries().countDocuments()).isZero();
        assertThat(stores.collections.deliveriesDue().countDocuments()).isZero();
        assertThat(stores.collections.jobDeliveries().countDocuments()).isZero();
    }

    @Test
    void secretsAndHeadersAreSealedAndReadBack() {
        Orders orders = orders(null, Event.JOB_COMPLETED);
        String job = commit(orders, "a");

        assertThat(stores.jobs.orders(job)).contains(orders);
        assertThat(stores.collections.jobs().find().first().toJson())
                .contains("receiver.example")
                .doesNotContain(SECRET)
                .doesNotContain("Bearer 1");
    }

    private DebtCollector collector() {
        return new DebtCollector(stores.debts, stores.jobs, stores.owing, stores.clock);
    }

    private static Orders orders(@Nullable RetryPlan retries, Event... events) {
        Webhook callback =
                new Webhook(URL, EnumSet.copyOf(Set.of(events)), List.of(SECRET), Map.of("authorization", "Bearer 1"));
        Webhook failed = new Webhook(URL, Set.of(), List.of(SECRET), Map.of());
        return new Orders(
                null, retries, null, new CallbackOrder(callback, List.of(new Command("notify")), List.of(failed)));
    }

    private NewJob newJob(String id, Orders orders, List<String> articles, List<String> pending) {
        return new NewJob(
                id,
                Ids.token(),
                articles,
                pending,
                stores.now(),
                Instant.EPOCH,
                null,
                FetchOptions.NONE,
                JobLabel.NONE,
                null,
                orders);
    }

    private String commit(Orders orders, String... articles) {
        String job = Ids.job();
        stores.items.write(
                job,
                List.of(articles).stream()
                        .map(id -> new Item(id, "https://site.example/" + id, "site.example", null, null, 5, false))
                        .toList());
        assertThat(stores.ends.commit(newJob(job, orders, List.of(articles), List.of(articles))))
                .isTrue();
        return job;
    }

    private void settle(String job, List<String> succeeded, List<String> failed) {
        stores.ends.settle(
                job,
                stores.jobs.find(job).orElseThrow().run(),
                succeeded,
                failed.stream().map(this::failure).toList());
    }

    private Failure failure(String article) {
        return new Failure(article, ErrorCode.TIMEOUT, "Timeout", stores.now());
    }

    private List<Logged> logged(String job) {
        return stores.deliveries.ids(job).stream()
                .map(id -> stores.deliveries.find(id).orElseThrow())
                .toList();
    }

    private List<String> batches(String job) {
        return stores.deliveries.batches(job).stream()
                .map(batch -> batch.about() + " " + batch.articles().size())
                .toList();
    }

    private static JsonNode message(Logged logged) {
        return new JsonMapper().readTree(String.valueOf(logged.delivery().payload()));
    }
}

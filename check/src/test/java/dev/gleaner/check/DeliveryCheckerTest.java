package dev.gleaner.check;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.set;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.check.mongo.MongoStoredState;
import dev.gleaner.check.redis.RedisQueuedState;
import dev.gleaner.delivery.DebtCollector;
import dev.gleaner.delivery.Debts.Debt;
import dev.gleaner.fetch.FetchOptions;
import dev.gleaner.id.Ids;
import dev.gleaner.job.CallbackOrder;
import dev.gleaner.job.CallbackOrder.Event;
import dev.gleaner.job.CallbackOrder.Webhook;
import dev.gleaner.job.Item;
import dev.gleaner.job.JobLabel;
import dev.gleaner.job.NewJob;
import dev.gleaner.job.Orders;
import dev.gleaner.store.Stores;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A planted breach of what is promised of deliveries is found and named. */
class DeliveryCheckerTest {
    private static final Set<Invariant> OURS = EnumSet.of(
            Invariant.END_IS_OWED,
            Invariant.ARTICLES_ARE_TOLD,
            Invariant.DEBTS_ARE_PAID,
            Invariant.OPEN_DELIVERY_IS_DUE,
            Invariant.GIVEN_UP_HAS_A_REASON,
            Invariant.DELIVERY_HAS_A_JOB);

    private final Stores stores = new Stores();
    private long nanos;
    private final Checker checker = new Checker(
            new MongoStoredState(stores.collections),
            new RedisQueuedState(stores.redis, stores.keys),
            () -> nanos,
            time -> nanos += time.toNanos());
    private final String job = endedJob();
    private final String delivery = stores.deliveries.ids(job).getFirst();

    @AfterEach
    void close() {
        stores.close();
    }

    @Test
    void whatIsOwedAndToldIsInOrder() throws InterruptedException {
        new DebtCollector(stores.debts, stores.jobs, stores.owing, stores.clock).turn();

        assertThat(stores.deliveries.ids(job)).hasSize(2);
        assertThat(found()).isEmpty();
    }

    @Test
    void whatIsNotOnRecordIsFound() throws InterruptedException {
        stores.debts.remove(job, 1);
        stores.collections.deliveries().deleteMany(new Document());

        assertThat(found())
                .containsExactlyInAnyOrder(
                        Invariant.END_IS_OWED.violation(job, 1, List.of(delivery)),
                        Invariant.ARTICLES_ARE_TOLD.violation(job, 1, List.of("a")));
    }

    @Test
    void aDebtThatNobodyPaysIsFound() throws InterruptedException {
        stores.debts.add(new Debt(job, 1, false, stores.now()));

        assertThat(found()).containsExactly(Invariant.DEBTS_ARE_PAID.violation(job, 1));
    }

    @Test
    void anOpenOneThatNobodyLooksAtIsFound() throws InterruptedException {
        paid();
        stores.collections.deliveriesDue().deleteOne(eq("_id", delivery));

        assertThat(found()).containsExactly(Invariant.OPEN_DELIVERY_IS_DUE.violation(delivery, job));
    }

    @Test
    void oneGivenUpWithoutAReasonIsFound() throws InterruptedException {
        paid();
        stores.collections.deliveries().updateOne(eq("_id", delivery), set("state", "GIVEN_UP"));

        assertThat(found()).containsExactly(Invariant.GIVEN_UP_HAS_A_REASON.violation(delivery, job));
    }

    @Test
    void oneOfAJobThatDoesNotExistIsFound() throws InterruptedException {
        paid();
        stores.collections.deliveries().updateOne(eq("_id", delivery), set("job_id", "job_gone"));

        assertThat(found()).containsExactly(Invariant.DELIVERY_HAS_A_JOB.violation(delivery, "job_gone"));
    }

    private void paid() {
        new DebtCollector(stores.debts, stores.jobs, stores.owing, stores.clock).turn();
    }

    private List<Violation> found() throws InterruptedException {
        return checker.check(Expectation.busy()).violations().stream()
                .filter(one -> OURS.contains(one.invariant()))
                .toList();
    }

    private String endedJob() {
        String id = Ids.job();
        Webhook webhook = new Webhook(
                "https://receiver.example/",
                EnumSet.of(Event.JOB_COMPLETED, Event.ARTICLE_COMPLETED),
                List.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
                Map.of());
        Orders orders = new Orders(null, null, null, new CallbackOrder(webhook, List.of(), List.of()));
        stores.items.write(id, List.of(new Item("a", "https://site.example/a", "site.example", null, null, 5, true)));
        stores.ends.commit(new NewJob(
                id,
                Ids.token(),
                List.of("a"),
                List.of(),
                stores.now(),
                Instant.EPOCH,
                null,
                FetchOptions.NONE,
                JobLabel.NONE,
                null,
                orders));
        return id;
    }
}

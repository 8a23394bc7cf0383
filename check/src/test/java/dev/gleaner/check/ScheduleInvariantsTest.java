package dev.gleaner.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.check.mongo.MongoStoredState;
import dev.gleaner.check.redis.RedisQueuedState;
import dev.gleaner.fetch.FetchOptions;
import dev.gleaner.id.Ids;
import dev.gleaner.job.Item;
import dev.gleaner.job.JobLabel;
import dev.gleaner.job.NewJob;
import dev.gleaner.job.Orders;
import dev.gleaner.job.Origin;
import dev.gleaner.store.Stores;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A planted violation of each promise of schedules is found and named. */
class ScheduleInvariantsTest {
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private static final Instant DUE = NOW.minusSeconds(10);

    private final Stores stores = new Stores();
    private long nanos;
    private final Checker checker = new Checker(
            new MongoStoredState(stores.collections),
            new RedisQueuedState(stores.redis, stores.keys),
            () -> nanos,
            time -> nanos += time.toNanos());

    @AfterEach
    void close() {
        stores.close();
    }

    @Test
    void schedulesThatKeepEveryPromiseGiveNone() throws InterruptedException {
        schedule("a", NOW.plusSeconds(60));
        occurrence("a@1", "a", "FIRED", job("a@1"));
        occurrence("a@0", "a", "MISSED", null);
        // Fired and removed by somebody since.
        occurrence("a@2", "a", "FIRED", "job_removed");

        Report report = checker.check(Expectation.busy());

        assertThat(report.violations()).isEmpty();
        assertThat(report.looked()).containsEntry("schedules", 1L).containsEntry("occurrences", 3L);
    }

    @Test
    void aTimeThatNobodyDecidesIsFound() throws InterruptedException {
        Instant longAgo = NOW.minus(Duration.ofHours(1));
        schedule("a", longAgo);

        assertFound(Invariant.DUE_IS_DECIDED.violation("a", longAgo));
    }

    @Test
    void twoJobsOfOneOccurrenceAreFound() throws InterruptedException {
        schedule("a", NOW.plusSeconds(60));
        String one = job("a@1");
        String other = job("a@1");
        occurrence("a@1", "a", "FIRED", one);

        assertThat(checker.check(Expectation.busy()).violations())
                .extracting(Violation::invariant)
                .contains(Invariant.ONE_JOB_PER_OCCURRENCE);
        assertThat(other).isNotEqualTo(one);
    }

    @Test
    void anOccurrenceThatFiredAndGetsNoJobIsFound() throws InterruptedException {
        schedule("a", DUE);
        occurrence("a@1", "a", "FIRED", "job_none");

        assertFound(Invariant.FIRED_HAS_A_JOB.violation("a@1", "job_none"));
    }

    @Test
    void aJobWhoseOccurrenceDidNotFireIsFound() throws InterruptedException {
        schedule("a", NOW.plusSeconds(60));
        String job = job("a@1");
        occurrence("a@1", "a", "MISSED", null);

        assertFound(Invariant.JOB_HAS_FIRED.violation(job, "a@1", "MISSED"));
    }

    @Test
    void aJobWithoutADecisionIsFound() throws InterruptedException {
        schedule("a", NOW.plusSeconds(60));
        occurrence("a@0", "a", "MISSED", null);
        String job = job("a@1");

        assertFound(Invariant.JOB_HAS_FIRED.violation(job, "a@1", "not decided"));
    }

    private void assertFound(Violation expected) throws InterruptedException {
        assertThat(checker.check(Expectation.busy()).violations()).containsExactly(expected);
    }

    private void schedule(String id, Instant next) {
        stores.collections
                .schedules()
                .insertOne(new Document("_id", id)
                        .append("enabled", true)
                        .append("next_run_at", Date.from(next))
                        .append("grace_ms", 1000L));
    }

    private void occurrence(String id, String schedule, String outcome, @Nullable String job) {
        stores.collections
                .occurrences()
                .insertOne(new Document("_id", id)
                        .append("schedule", schedule)
                        .append("outcome", outcome)
                        .append("due_at", Date.from(DUE))
                        .append("decided_at", Date.from(DUE))
                        .append("job_id", job));
    }

    /** A job that has ended, as the checker wants one. */
    private String job(String occurrence) {
        String id = Ids.job();
        String article = Ids.article();
        stores.jobs.insert(new NewJob(
                id,
                Ids.token(),
                List.of(article),
                List.of(),
                NOW,
                Instant.EPOCH,
                null,
                FetchOptions.NONE,
                JobLabel.NONE,
                null,
                new Orders(new Origin("a", occurrence, DUE, NOW), null, null, null)));
        stores.items.write(id, List.of(new Item(article, "https://a.example/1", "a.example", null, null, 5, true)));
        stores.collections
                .articles()
                .insertOne(new Document("_id", article)
                        .append("url_key", article)
                        .append("status", "SCRAPED")
                        .append("scraped_at", Date.from(NOW)));
        return id;
    }
}

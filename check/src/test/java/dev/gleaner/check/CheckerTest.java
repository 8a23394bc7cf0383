package dev.gleaner.check;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.pull;
import static com.mongodb.client.model.Updates.push;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.article.ArticleStatus;
import dev.gleaner.article.Articles;
import dev.gleaner.article.Contents;
import dev.gleaner.article.ErrorCode;
import dev.gleaner.check.mongo.MongoStoredState;
import dev.gleaner.check.redis.RedisQueuedState;
import dev.gleaner.fetch.FetchOptions;
import dev.gleaner.id.Ids;
import dev.gleaner.job.Effort;
import dev.gleaner.job.Efforts;
import dev.gleaner.job.Item;
import dev.gleaner.job.JobLabel;
import dev.gleaner.job.JobStatus;
import dev.gleaner.job.NewJob;
import dev.gleaner.job.NextRun;
import dev.gleaner.progress.ProgressUpdate;
import dev.gleaner.queue.ClaimResult;
import dev.gleaner.queue.Lane;
import dev.gleaner.queue.QueueEntry;
import dev.gleaner.store.Stores;
import dev.gleaner.task.Outcome;
import dev.gleaner.task.Task;
import dev.gleaner.task.Tasks.Wish;
import dev.gleaner.task.Waiter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A planted violation of each promise is found and named, and a fleet that keeps them gives none. */
class CheckerTest {
    private static final String ME = "me";

    private final Stores stores = new Stores();
    private final MongoStoredState stored = new MongoStoredState(stores.collections);
    private final List<Runnable> betweenLooks = new ArrayList<>();
    private long nanos;
    private final Checker checker =
            new Checker(stored, new RedisQueuedState(stores.redis, stores.keys), () -> nanos, time -> {
                nanos += time.toNanos();
                betweenLooks.forEach(Runnable::run);
            });

    @AfterEach
    void close() {
        stores.close();
    }

    @Test
    void aFleetAtWorkKeepsEveryPromise() throws InterruptedException {
        String job = aJob("queued", "running", "waiting", "done", "failed");
        join(job, "running", "waiting", "done", "failed");
        Map<String, QueueEntry> held = byArticle(claim(32));
        start(held.values());
        settle(held.get("done"), new Outcome.Succeeded(stores.now()));
        settle(held.get("failed"), new Outcome.Failed(ErrorCode.HTTP_ERROR, "404", stores.now()));
        stores.tasks.retryLater("waiting", "token", 1, stores.now().plusSeconds(60));
        stores.queue.defer(ME, Map.of(held.get("waiting"), Instant.now().plusSeconds(60)));
        join(job, "queued");

        Report report = check(Expectation.busy());

        assertThat(report.violations()).isEmpty();
        assertThat(report.looked())
                .containsEntry("jobs", 1L)
                .containsEntry("addresses", 5L)
                .containsEntry("pages", 1L)
                .containsEntry("open tasks", 3L)
                .containsEntry("queue entries", 3L)
                .containsEntry("open jobs", 1L);
    }

    @Test
    void aFleetAtRestKeepsEveryPromise() throws InterruptedException {
        anEndedJob("a", "b");
        Report report = check(Expectation.resting());
        assertThat(report.violations()).isEmpty();
        assertThat(report.healthy()).isTrue();
        assertThat(report.text()).endsWith("Every promise is kept.");
    }

    @Test
    void whatIsMendedBeforeTheBoundIsOverIsNoViolation() throws InterruptedException {
        String job = aJob("a");
        stores.tasks.join(List.of(wish("a")), new Waiter(job, 1), Instant.EPOCH, "v1", stores.now());
        stores.tasks.pushed(List.of("a"), List.of("v1"));
        stores.jobs.begin(job);
        betweenLooks.add(() -> {
            if (nanos > Duration.ofSeconds(20).toNanos()) {
                stores.queue.push(List.of(task("a").entry(stores.now())));
            }
        });
        assertThat(check(Expectation.busy()).violations()).isEmpty();
        assertThat(Duration.ofNanos(nanos)).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(60));
    }

    @Test
    void anAddressWithTwoEndsIsFound() throws InterruptedException {
        String job = anEndedJob("a", "b");
        job(job, push("failures", new Document("article", "a")));
        assertFound(Invariant.JOB_IS_AS_SUBMITTED.violation(job, 0, 1, "as many failures as are counted"));
        job(job, push("failures", new Document("article", "a")));
        assertFound(Invariant.ONE_END_PER_ADDRESS.violation(job, "a", "is failed and has another end besides"));
    }

    @Test
    void anEndOfAnAddressThatWasNeverSubmittedIsFound() throws InterruptedException {
        String job = aJob("a");
        join(job, "a");
        job(job, push("pending", "foreign"));
        assertFound(Invariant.ONE_END_PER_ADDRESS.violation(job, "foreign", "is pending, but was not submitted"));
    }

    @Test
    void aNoteThatContradictsTheEndIsFound() throws InterruptedException {
        String job = aJob("a", "b");
        end(job, "a", new Outcome.Succeeded(stores.now(), effort(Effort.Brought.FETCHED)));
        end(job, "b", new Outcome.Failed(ErrorCode.HTTP_ERROR, "404", stores.now(), effort(Effort.Brought.NOTHING)));
        Report report = check(Expectation.resting());
        assertThat(report.violations()).isEmpty();
        assertThat(report.looked()).containsEntry("notes of ends", 2L);

        note(job, "a", Effort.Brought.NOTHING);
        note(job, "b", Effort.Brought.UNCHANGED);

        assertFound(
                Invariant.NOTE_FITS_END.violation(job, "a", "completed", "no text"),
                Invariant.NOTE_FITS_END.violation(job, "b", "failed", "a text"));
    }

    @Test
    void aNoteOfAJobThatIsGoneIsFound() throws InterruptedException {
        stores.efforts.note(List.of(new Efforts.Note("job_nowhere", 1, "a", effort(Effort.Brought.FRESH))));
        assertFound(Invariant.NOTHING_HALF_KEPT.violation("job_nowhere"));
    }

    private void note(String job, String article, Effort.Brought brought) {
        stores.collections
                .jobEfforts()
                .updateOne(eq("_id", job + "#" + article), set("effort.brought", brought.name()));
    }

    private static Effort effort(Effort.Brought brought) {
        return new Effort(brought, 10L, 5L, Duration.ofMillis(7), 1);
    }

    @Test
    void numbersThatDoNotAddUpAreFound() throws InterruptedException {
        String job = anEndedJob("a", "b");
        job(job, inc("completed_count", 1));
        assertFound(Invariant.NUMBERS_ADD_UP.violation(job, revision(job), 2, 3, 0, 0));
    }

    @Test
    void anArticleThatTheJobHasLostIsFound() throws InterruptedException {
        String job = anEndedJob("a", "b");
        job(job, pull("article_ids", "a"));
        assertFound(Invariant.JOB_IS_AS_SUBMITTED.violation(job, 2, 1, "as many articles as its total"));
    }

    @Test
    void aLostPageIsFound() throws InterruptedException {
        String job = anEndedJob("a", "b");
        stores.items.remove(job, 2);
        assertFound(Invariant.JOB_IS_AS_SUBMITTED.violation(job, 2, 0, "its pages list its articles, in their order"));
    }

    @Test
    void aCompletedArticleWithoutATextIsFound() throws InterruptedException {
        String job = anEndedJob("a", "b");
        stores.collections.articles().updateOne(eq("_id", "a"), set("status", ArticleStatus.FAILED.name()));
        stores.collections.articles().deleteOne(eq("_id", "b"));
        assertFound(
                Invariant.COMPLETED_HAS_A_TEXT.violation(job, "a", true),
                Invariant.COMPLETED_HAS_A_TEXT.violation(job, "b", false));
    }

    @Test
    void aStatusThatTheNumbersContradictIsFound() throws InterruptedException {
        String job = anEndedJob("a");
        job(job, set("status", JobStatus.FAILED.name()));
        assertFound(Invariant.STATUS_FITS_NUMBERS.violation(job, "FAILED", "1 articles are completed"));
    }

    @Test
    void anEndedJobThatChangesIsFoundByItsTimes() throws InterruptedException {
        String job = anEndedJob("a");
        Instant later = stores.now().plusSeconds(9);
        job(job, set("updated_at", Date.from(later)));
        assertFound(Invariant.ENDED_STAYS.violation(
                job, 1, "was changed at %s, after its end at %s".formatted(later, stores.now())));
    }

    @Test
    void anEndedJobThatChangesBetweenTwoChecksIsFound() throws InterruptedException {
        String job = anEndedJob("a");
        assertThat(check(Expectation.busy()).violations()).isEmpty();
        job(job, inc("revision", 1L));
        assertFound(Invariant.ENDED_STAYS.violation(
                job, 1, "is another than it was at an earlier look, now at revision " + revision(job)));
    }

    @Test
    void aRetryIsNoChangeOfAnEndedJob() throws InterruptedException {
        String job = aJob("a", "b");
        end(job, "a", new Outcome.Succeeded(stores.now()));
        end(job, "b", new Outcome.Failed(ErrorCode.HTTP_ERROR, "404", stores.now()));
        assertThat(check(Expectation.resting()).violations()).isEmpty();
        stores.jobs.reopen(job, 1, NextRun.ofFailed(List.of("b")), stores.now());
        stores.open(new Waiter(job, 2), stores.now(), "b");
        assertThat(check(Expectation.busy()).violations()).isEmpty();
    }

    @Test
    void doneThatFallsIsFound() throws InterruptedException {
        String job = aJob("a", "b");
        join(job, "a", "b");
        start(claim(32));
        settle(heldEntry("a"), new Outcome.Failed(ErrorCode.HTTP_ERROR, "404", stores.now()));
        assertThat(check(Expectation.busy()).violations()).isEmpty();
        job(job, combine(inc("failed_count", -1), set("failures", List.of()), push("pending", "a")));
        stores.open(new Waiter(job, 1), stores.now(), "a");
        assertFound(Invariant.DONE_NEVER_FALLS.violation(job, "done", 1, 0));
    }

    @Test
    void anOpenAddressWithoutATaskIsFound() throws InterruptedException {
        String job = aJob("a", "b");
        join(job, "a", "b");
        stores.collections.tasks().deleteOne(eq("_id", "b"));
        assertFound(Invariant.OPEN_ADDRESS_HAS_A_TASK.violation(job, 1, "b"));
    }

    @Test
    void anAddressWhoseTaskForgotTheJobIsFound() throws InterruptedException {
        String job = aJob("a");
        join(job, "a");
        stores.collections.tasks().updateOne(eq("_id", "a"), pull("waiters", job + "#1"));
        assertFound(Invariant.OPEN_ADDRESS_HAS_A_TASK.violation(job, 1, "a"));
    }

    @Test
    void anAddressThatAnIntentLeadsToIsWorkedOn() throws InterruptedException {
        String job = aJob("a");
        stores.collections.intents().insertOne(new Document("_id", job + ":SUBMIT").append("job_id", job));
        assertThat(check(Expectation.busy()).violations()).isEmpty();
    }

    @Test
    void anOpenJobWithNothingLeftIsFound() throws InterruptedException {
        String job = aJob("a");
        join(job, "a");
        start(claim(1));
        scraped("a");
        stores.jobs.settle(job, 1, List.of("a"), List.of());
        stores.collections.tasks().deleteOne(eq("_id", "a"));
        assertFound(Invariant.OPEN_JOB_MOVES.violation(job, 1, "it is open with nothing left to wait for"));
    }

    @Test
    void aLostEntryIsFoundButNotOneThatIsStillToBePushed() throws InterruptedException {
        String job = aJob("a", "b");
        join(job, "a", "b");
        String version = task("a").version();
        stores.redis.delete(stores.keys.list(Lane.HIGH));
        stores.collections.tasks().updateOne(eq("_id", "b"), set("out", true));
        assertFound(Invariant.OPEN_TASK_IS_QUEUED.violation("a", "QUEUED", version));
        assertThat(Duration.ofNanos(nanos)).isGreaterThanOrEqualTo(Expectation.AUDIT_BOUND);
    }

    @Test
    void anEntryOfAnEarlierVersionDoesNotStandForItsTask() throws InterruptedException {
        String job = aJob("a");
        join(job, "a");
        stores.collections.tasks().updateOne(eq("_id", "a"), set("version", "newer"));
        assertFound(Invariant.OPEN_TASK_IS_QUEUED.violation("a", "QUEUED", "newer"));
    }

    @Test
    void aDoneTaskThatNobodySettlesIsFound() throws InterruptedException {
        String job = aJob("a");
        join(job, "a");
        start(claim(1));
        stores.tasks.done(Map.of("a", new Outcome.Succeeded(stores.now())), Map.of("a", "token"));
        assertFound(Invariant.DONE_TASK_IS_SETTLED.violation("a", "token", List.of(job + "#1")));
    }

    @Test
    void aStartThatNothingExplainsIsFound() throws InterruptedException {
        String job = aJob("a");
        join(job, "a");
        start(claim(1));
        stores.collections.tasks().updateOne(eq("_id", "a"), inc("starts", 1));
        assertFound(Invariant.EXECUTIONS_ARE_EXPLAINED.violation("a", "RUNNING", 2, 1));
    }

    @Test
    void startsAreExplainedByRetriesCrashesReturnsAndTheAudit() throws InterruptedException {
        String job = aJob("a");
        join(job, "a");
        List<QueueEntry> first = claim(1);
        start(first);
        stores.tasks.giveBack(Map.of("a", "token"));
        stores.queue.giveBack(ME, first);
        start(claim(1));
        stores.die(ME);
        stores.leases.reap(ME);
        List<QueueEntry> revived = claim(1);
        stores.tasks.start(revived, "other", stores.now());
        stores.tasks.requeue(List.of(task("a")), "anew");
        stores.queue.push(List.of(task("a").entry(stores.now())));
        List<QueueEntry> again =
                claim(2).stream().filter(one -> one.version().equals("anew")).toList();
        start(again);
        stores.tasks.retryLater("a", "token", 1, stores.now());
        assertThat(check(Expectation.busy()).violations()).isEmpty();
        assertThat(stored.tasks(List.of("a")).get("a").starts()).isEqualTo(4);
    }

    @Test
    void entriesHeldWithoutALeaseAreFound() throws InterruptedException {
        String job = aJob("a");
        join(job, "a");
        claim(1);
        stores.redis.opsForZSet().remove(stores.keys.consumers(), ME);
        assertFound(Invariant.HELD_HAS_A_LEASE.violation(ME));
    }

    @Test
    void aDeadConsumerThatNobodyReapsIsFound() throws InterruptedException {
        String job = aJob("a");
        join(job, "a");
        claim(1);
        stores.die(ME);
        assertFound(Invariant.DEAD_CONSUMERS_ARE_REAPED.violation(ME));
    }

    @Test
    void entriesThatWaitForAnUnlistedHostAreFound() throws InterruptedException {
        String job = aJob("a");
        join(job, "a");
        String entry = task("a").entry(stores.now()).text();
        stores.redis.delete(stores.keys.list(Lane.HIGH));
        stores.redis.opsForZSet().add(stores.keys.waitingPrefix() + "site.example", entry, 1);
        assertFound(Invariant.WAITING_HOST_IS_LISTED.violation("site.example"));
    }

    @Test
    void aWrongRunningCountIsFound() throws InterruptedException {
        stores.redis.opsForHash().put(stores.keys.running(), "site.example", "2");
        assertFound(Invariant.RUNNING_COUNTS_ARE_HELD.violation("site.example", 2));
    }

    @Test
    void anEntryThatHasLeftItsHostIsNotCounted() throws InterruptedException {
        long now = stores.now().toEpochMilli();
        stores.queue.push(List.of(
                QueueEntry.fresh("a", "v", Lane.HIGH, now, "site.example"),
                QueueEntry.fresh("b", "v", Lane.HIGH, now, "site.example")));
        stores.queue.fetched(ME, List.of(claim(2).getFirst()));
        assertThat(stores.redis.opsForHash().get(stores.keys.running(), "site.example"))
                .isEqualTo("1");
        assertThat(check(Expectation.busy()).violations())
                .doesNotContain(Invariant.RUNNING_COUNTS_ARE_HELD.violation("site.example", -1));
    }

    @Test
    void pagesOfASubmissionThatCameToNothingAreFound() throws InterruptedException {
        stores.items.write("job_nowhere", List.of(item("a")));
        assertFound(Invariant.NOTHING_HALF_KEPT.violation("job_nowhere"));
    }

    @Test
    void whateverIsLeftAtRestIsFound() throws InterruptedException {
        String job = aJob("queued", "held", "delayed");
        join(job, "held", "delayed");
        Map<String, QueueEntry> held = byArticle(claim(2));
        stores.queue.defer(ME, Map.of(held.get("delayed"), Instant.now().plusSeconds(3600)));
        join(job, "queued");
        stores.collections.intents().insertOne(new Document("_id", job + ":SUBMIT").append("job_id", job));

        List<Violation> found = check(Expectation.resting()).violations();

        assertThat(found)
                .contains(
                        Invariant.NOTHING_LEFT_AT_REST.violation(
                                "held", held.get("held").text()),
                        Invariant.NOTHING_LEFT_AT_REST.violation(
                                "delayed", held.get("delayed").text()),
                        Invariant.NOTHING_LEFT_AT_REST.violation("tasks", "queued, QUEUED"),
                        Invariant.NOTHING_LEFT_AT_REST.violation("intents", job + ":SUBMIT"),
                        Invariant.NOTHING_LEFT_AT_REST.violation("jobs", job + ", IN_PROGRESS"))
                .anySatisfy(one -> assertThat(one.text()).startsWith("left in high: queued|"));
        assertThat(found).allSatisfy(one -> assertThat(one.invariant()).isEqualTo(Invariant.NOTHING_LEFT_AT_REST));
    }

    @Test
    void restIsWaitedFor() throws InterruptedException {
        String job = aJob("a");
        join(job, "a");
        betweenLooks.add(() -> {
            if (!stores.jobs.find(job).orElseThrow().status().ended()) {
                end(claim(1).getFirst(), new Outcome.Succeeded(stores.now()));
            }
        });
        assertThat(check(Expectation.resting()).violations()).isEmpty();
    }

    @Test
    void whatCannotBeReadIsFound() throws InterruptedException {
        String job = anEndedJob("a");
        job(job, unset("revision"));
        stores.redis.opsForList().leftPush(stores.keys.list(Lane.HIGH), "nonsense");
        join(aJob("b"), "b");
        assertThat(check(Expectation.busy()).violations())
                .containsExactly(
                        Invariant.ALL_CAN_BE_READ.violation("jobs", job, "document " + job + " has no field revision"),
                        Invariant.ALL_CAN_BE_READ.violation("high", "nonsense", "it is no entry"));
    }

    @Test
    void whatIsHeldBackNeedsNoEntryWhileItsJobsArePaused() throws InterruptedException {
        String job = aJob("a");
        join(job, "a");
        stores.jobs.pause(job, "token");
        stores.holds.align(List.of("a"));
        stores.queue.ack(ME, claim(32));
        assertThat(check(Expectation.busy()).violations()).isEmpty();

        job(job, unset("paused_at"));

        assertThat(check(Expectation.busy()).violations())
                .containsExactly(Invariant.HELD_BACK_IS_PAUSED.violation("a", "QUEUED", job));
    }

    @Test
    void whatIsTooMuchToListIsCounted() throws InterruptedException {
        String job = aJob("a", "b", "c");
        stores.jobs.begin(job);
        Report report = check(new Expectation(false, Duration.ZERO, 2));
        assertThat(report.violations()).hasSize(2);
        assertThat(report.unlisted()).containsEntry(Invariant.OPEN_ADDRESS_HAS_A_TASK, 1L);
        assertThat(report.healthy()).isFalse();
    }

    @Test
    void whatIsPublishedIsComparedInTheOrderOfItsRevisions() throws InterruptedException {
        String job = anEndedJob("a", "b");
        ProgressWatch watch = new ProgressWatch();
        List<ProgressUpdate> told = new ArrayList<>(stores.told);
        java.util.Collections.reverse(told);
        told.forEach(one -> watch.accept(List.of(one)));
        Report report = checker.check(Expectation.resting(), watch);
        assertThat(report.violations()).isEmpty();
        assertThat(report.looked()).containsEntry("published steps", (long) told.size());
    }

    @Test
    void publishedNumbersThatFallOrCannotBeAreFound() {
        String job = anEndedJob("a", "b");
        long stored = revision(job);
        assertThat(judged(update(job, 1, 1, 0, 2), update(job, 2, 0, 0, 2)))
                .contains(Invariant.PUBLISHED_NEVER_FALLS.violation(job, "completed", 2, 1, 0));
        assertThat(judged(update(job, 1, 0, 1, 2), update(job, 2, 0, 0, 2)))
                .contains(Invariant.PUBLISHED_NEVER_FALLS.violation(job, "failed", 2, 1, 0));
        assertThat(judged(update(job, 2, 2, 1, 2)))
                .contains(Invariant.PUBLISHED_IS_TRUE.violation(job, 2, "2 completed and 1 failed of 2"));
        assertThat(judged(update(job, 1, 0, 0, 2), update(job, 1, 1, 0, 2)))
                .anySatisfy(one -> assertThat(one.invariant()).isEqualTo(Invariant.PUBLISHED_IS_TRUE));
        assertThat(judged(update(job, stored + 1, 2, 0, 2)))
                .contains(Invariant.PUBLISHED_IS_TRUE.violation(
                        job, stored + 1, "what is stored is behind it, at revision " + stored));
        assertThat(judged(update(job, stored, 1, 0, 2)))
                .contains(Invariant.PUBLISHED_IS_TRUE.violation(
                        job, stored, "1 completed and 0 failed, but stored are 2 and 0"));
        assertThat(judged(update(job, 1, 0, 0, 2), update(job, 2, 0, 0, 3)))
                .contains(Invariant.PUBLISHED_IS_TRUE.violation(job, 2, "a total of 3 after 2"));
    }

    @Test
    void anotherRunMayLowerThePublishedFailures() {
        String job = aJob("a");
        end(job, "a", new Outcome.Failed(ErrorCode.HTTP_ERROR, "404", stores.now()));
        stores.progress.publish(List.of(ProgressUpdate.of(stores.jobs
                .reopen(job, 1, NextRun.ofFailed(List.of("a")), stores.now())
                .orElseThrow())));
        assertThat(stores.told).extracting(ProgressUpdate::failed).containsExactly(1, 0);
        assertThat(judged(stores.told.toArray(ProgressUpdate[]::new))).isEmpty();
    }

    @Test
    void aJobWithARunKeepsEveryPromiseWhileItFindsAndWhenItHasEnded() throws InterruptedException {
        String job = aJobWithARun();
        found(job, 1, "a", "b");
        assertThat(check(Expectation.busy()).violations()).isEmpty();
        found(job, 3, "c");
        // Written, and not counted yet.
        stores.items.writeFound(job, 0, List.of(item("a"), item("b"), item("c"), item("d")), 1);
        assertThat(check(Expectation.busy()).violations()).isEmpty();
        end(claim(1).getFirst(), new Outcome.Succeeded(stores.now()));
        assertThat(check(Expectation.busy()).violations()).isEmpty();
        assertThat(judged(stores.told.toArray(ProgressUpdate[]::new))).isEmpty();
    }

    @Test
    void whatARunFoundAndIsNotThereIsFound() throws InterruptedException {
        String job = aJobWithARun();
        found(job, 1, "a", "b");
        stores.collections.articles().deleteOne(eq("_id", "b"));
        assertFound(Invariant.COMPLETED_HAS_A_TEXT.violation(job, "b", false));
        stores.items.writeFound(job, 0, List.of(item("a")), 1);
        assertFound(Invariant.JOB_IS_AS_SUBMITTED.violation(job, 3, 2, "as many articles as its total"));
        stores.items.writeFound(job, 0, List.of(item("a"), item("a")), 1);
        assertFound(Invariant.ONE_END_PER_ADDRESS.violation(job, "a", "is listed twice"));
    }

    @Test
    void aRunThatIsCountedAndNothingElseIsFound() throws InterruptedException {
        String job = aJobWithARun();
        found(job, 1, "a");
        job(job, inc("total_articles", 1));
        assertFound(Invariant.NUMBERS_ADD_UP.violation(job, revision(job), 3, 1, 0, 1));
    }

    private static final String RUN = "run_0123456789abcdef";

    private String aJobWithARun() {
        String job = aJob(RUN);
        stores.items.remove(job, 1);
        stores.items.writeRun(job, item(RUN));
        join(job, RUN);
        assertThat(stores.jobs.startRun(job, 1, RUN)).isPresent();
        return job;
    }

    private void found(String job, int total, String... articles) {
        List<Item> all = new java.util.ArrayList<>(stores.items.page(job, 0));
        for (String article : articles) {
            all.add(item(article));
            scraped(article);
        }
        assertThat(stores.items.writeFound(job, 0, all, 1)).isTrue();
        assertThat(stores.ends.found(job, 1, RUN, 1, total, List.of(articles))).isPresent();
    }

    private List<Violation> judged(ProgressUpdate... updates) {
        ProgressWatch watch = new ProgressWatch();
        watch.accept(List.of(updates));
        return watch.judge(stored);
    }

    private static ProgressUpdate update(String job, long revision, int completed, int failed, int total) {
        return new ProgressUpdate(job, null, null, null, JobStatus.IN_PROGRESS, completed, failed, total, revision);
    }

    /** Among others: a change of one place may break several promises. */
    private void assertFound(Violation... expected) throws InterruptedException {
        assertThat(check(Expectation.busy()).violations()).contains(expected);
    }

    private Report check(Expectation expectation) throws InterruptedException {
        return checker.check(expectation);
    }

    private String aJob(String... articles) {
        String id = Ids.job();
        List<String> ids = List.of(articles);
        stores.items.write(id, ids.stream().map(CheckerTest::item).toList());
        stores.jobs.insert(new NewJob(
                id,
                Ids.token(),
                ids,
                ids,
                stores.now(),
                Instant.EPOCH,
                Duration.ZERO,
                FetchOptions.NONE,
                JobLabel.NONE,
                null));
        return id;
    }

    /** All of it completed. */
    private String anEndedJob(String... articles) {
        String job = aJob(articles);
        for (String article : articles) {
            end(job, article, new Outcome.Succeeded(stores.now()));
        }
        return job;
    }

    private void end(String job, String article, Outcome outcome) {
        join(job, article);
        end(claim(1).getFirst(), outcome);
    }

    private void end(QueueEntry entry, Outcome outcome) {
        start(List.of(entry));
        settle(entry, outcome);
    }

    private void join(String job, String... articles) {
        stores.open(job, articles);
        stores.jobs.begin(job);
    }

    private List<QueueEntry> claim(int most) {
        stores.leases.register(ME);
        return ((ClaimResult.Taken) stores.queue.claim(ME, most)).entries();
    }

    private QueueEntry heldEntry(String article) {
        return stores.redis.opsForHash().keys(stores.keys.held(ME)).stream()
                .flatMap(text -> QueueEntry.parse((String) text).stream())
                .filter(one -> one.articleId().equals(article))
                .findFirst()
                .orElseThrow();
    }

    private void start(java.util.Collection<QueueEntry> entries) {
        stores.tasks.start(entries, "token", stores.now());
    }

    private void settle(QueueEntry entry, Outcome outcome) {
        String article = entry.articleId();
        if (outcome instanceof Outcome.Succeeded) {
            scraped(article);
        }
        stores.tasks.done(Map.of(article, outcome), Map.of(article, "token"));
        stores.finisher.finish(List.of(task(article)));
        stores.queue.ack(ME, List.of(entry));
    }

    private void scraped(String article) {
        stores.collections
                .articles()
                .insertOne(
                        new Document("_id", article).append("url_key", article).append("retry_count", 0));
        stores.articles.storeScraped(List.of(new Articles.Scraped(
                article,
                Contents.ofText("title", "text"),
                "https://site.example/" + article,
                200,
                null,
                null,
                0,
                stores.now(),
                stores.now())));
    }

    private Task task(String article) {
        return Optional.ofNullable(stores.tasks.find(List.of(article)).get(article))
                .orElseThrow();
    }

    private void job(String id, Bson change) {
        assertThat(stores.collections.jobs().updateOne(eq("_id", id), change).getMatchedCount())
                .isEqualTo(1);
    }

    private long revision(String job) {
        return stores.jobs.find(job).orElseThrow().revision();
    }

    private static Map<String, QueueEntry> byArticle(List<QueueEntry> entries) {
        Map<String, QueueEntry> found = new HashMap<>();
        entries.forEach(one -> found.put(one.articleId(), one));
        return found;
    }

    private static Item item(String article) {
        return new Item(article, "https://site.example/" + article, "site.example", null, null, 5, false);
    }

    private static Wish wish(String article) {
        return new Wish(article, "https://site.example/" + article, "site.example", Lane.HIGH);
    }
}

package dev.gleaner.api.enqueue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.article.Articles;
import dev.gleaner.article.Contents;
import dev.gleaner.article.ErrorCode;
import dev.gleaner.fetch.FetchOptions;
import dev.gleaner.fetch.JobPace;
import dev.gleaner.id.Ids;
import dev.gleaner.job.Job;
import dev.gleaner.job.JobStatus;
import dev.gleaner.progress.ProgressUpdate;
import dev.gleaner.queue.ClaimResult;
import dev.gleaner.queue.Lane;
import dev.gleaner.queue.QueueEntry;
import dev.gleaner.store.Stores;
import dev.gleaner.task.Outcome;
import dev.gleaner.task.Task;
import dev.gleaner.task.TaskState;
import dev.gleaner.task.Tasks.Wish;
import dev.gleaner.task.Waiter;
import dev.gleaner.url.ArticleUrl;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The steps between a job's commit and its end, as its processes take them, one at a time. */
class ProtocolTest {
    private static final String ME = "me";

    private final Stores stores = new Stores();
    private final Joiner joiner = new Joiner(
            stores.tasks, stores.articles, stores.jobs, stores.queue, stores.finisher, stores.holds, stores.clock);

    @AfterEach
    void close() {
        stores.close();
    }

    @Test
    void theMoreCarefulOfThoseWhoWaitDecidesThePace() {
        String first = stores.aJobWaitingFor(List.of("a"));
        join(first, wishAt(JobPace.USUAL));
        assertThat(task("a").pace()).isEqualTo(JobPace.USUAL);
        String second = stores.aJobWaitingFor(List.of("a"));
        join(second, wishAt(new JobPace(Duration.ofSeconds(5), 2)));
        String third = stores.aJobWaitingFor(List.of("a"));
        join(third, wishAt(new JobPace(Duration.ofSeconds(1), 1)));

        assertThat(task("a").pace()).isEqualTo(new JobPace(Duration.ofSeconds(5), 1));
        assertThat(task("a").options()).isEqualTo(FetchOptions.NONE);
    }

    private static Wish wishAt(JobPace pace) {
        return new Wish("a", "https://site.example/a", "", Lane.HIGH, FetchOptions.NONE.withPace(pace), null);
    }

    @Test
    void aJoinedArticleIsPushedOnceWithTheVersionOfItsTask() {
        String job = stores.aJobWaitingFor(List.of("a"));
        join(job, wish("a", Lane.MEDIUM));

        Task task = task("a");
        assertThat(task.state()).isEqualTo(TaskState.QUEUED);
        assertThat(task.out()).isFalse();
        assertThat(claim()).singleElement().satisfies(element -> {
            assertThat(element.articleId()).isEqualTo("a");
            assertThat(element.version()).isEqualTo(task.version());
        });
    }

    @Test
    void twoJobsShareOneTaskAndOneElementAndBothAreTold() {
        String first = stores.aJobWaitingFor(List.of("a"));
        String second = stores.aJobWaitingFor(List.of("a"));
        join(first, wish("a", Lane.LOW));
        join(second, wish("a", Lane.LOW));

        List<QueueEntry> elements = claim();
        assertThat(elements).hasSize(1);
        succeed(start(elements));

        assertThat(job(first).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(job(second).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(stores.tasks.find(List.of("a"))).isEmpty();
    }

    @Test
    void whatWasStartedSinceItWasReadAsUnpushedIsNotTakenAway() {
        String job = stores.aJobWaitingFor(List.of("a"));
        stores.tasks.join(List.of(wish("a", Lane.HIGH)), new Waiter(job, 1), Instant.EPOCH, "v1", stores.now());
        Task unpushed = task("a");
        stores.queue.push(List.of(unpushed.entry(stores.now())));
        start(claim());

        stores.tasks.requeue(List.of(unpushed), "v2");

        assertThat(task("a").state()).isEqualTo(TaskState.RUNNING);
        assertThat(task("a").version()).isEqualTo("v1");
    }

    @Test
    void aTaskKeepsHowItsCreatorWantsItFetched() {
        FetchOptions options = new FetchOptions(Map.of("Cookie", "a=b"), "de", Duration.ofSeconds(7));
        String first = stores.aJobWaitingFor(List.of("a", "b"));
        join(
                first,
                new Wish("a", "https://site.example/a", "", Lane.HIGH, options, null),
                new Wish("b", "https://site.example/b", "", Lane.HIGH));

        Map<String, Task> found = stores.tasks.find(List.of("a", "b"));

        assertThat(found.get("a").options()).isEqualTo(options);
        assertThat(found.get("b").options()).isEqualTo(FetchOptions.NONE);
    }

    @Test
    void aBetterLaneOfALaterJobLiftsAQueuedArticleAndTheOldElementIsVoid() {
        String first = stores.aJobWaitingFor(List.of("a"));
        join(first, wish("a", Lane.LOW));
        String second = stores.aJobWaitingFor(List.of("a", "m"));
        join(second, wish("a", Lane.HIGH), wish("m", Lane.MEDIUM));

        List<QueueEntry> elements = claim();

        assertThat(elements).extracting(QueueEntry::articleId).containsExactly("a", "m", "a");
        assertThat(elements).extracting(QueueEntry::lane).containsExactly(Lane.HIGH, Lane.MEDIUM, Lane.LOW);
        Map<String, Task> started = start(List.of(elements.get(2)));
        assertThat(started).isEmpty();
        assertThat(start(List.of(elements.get(0)))).containsOnlyKeys("a");
    }

    @Test
    void aWorseLaneOfALaterJobChangesNothing() {
        join(stores.aJobWaitingFor(List.of("a")), wish("a", Lane.HIGH));
        join(stores.aJobWaitingFor(List.of("a")), wish("a", Lane.LOW));

        assertThat(claim()).hasSize(1);
        assertThat(task("a").pushedLane()).isEqualTo(Lane.HIGH);
    }

    @Test
    void onlyTheVersionOfTheTaskStartsIt() {
        join(stores.aJobWaitingFor(List.of("a")), wish("a", Lane.HIGH));
        QueueEntry stale = QueueEntry.fresh("a", "other", Lane.HIGH, 0, "");

        assertThat(start(List.of(stale))).isEmpty();
        assertThat(task("a").state()).isEqualTo(TaskState.QUEUED);
    }

    @Test
    void aRunningTaskIsStartedAgainOnlyByARevivedElementAndThatCountsACrash() {
        join(stores.aJobWaitingFor(List.of("a")), wish("a", Lane.HIGH));
        QueueEntry element = claim().getFirst();
        assertThat(start(List.of(element))).hasSize(1);

        assertThat(start(List.of(element))).isEmpty();
        assertThat(task("a").crashes()).isZero();

        QueueEntry revived = revived(element);
        assertThat(start(List.of(revived))).hasSize(1);
        assertThat(task("a").crashes()).isEqualTo(1);
    }

    @Test
    void aRevivedElementOfATaskThatNeverStartedCountsNoCrash() {
        join(stores.aJobWaitingFor(List.of("a")), wish("a", Lane.HIGH));

        assertThat(start(List.of(revived(claim().getFirst())))).hasSize(1);
        assertThat(task("a").crashes()).isZero();
    }

    @Test
    void aStartThatIsRepeatedUnderItsTokenCountsNoCrash() {
        join(stores.aJobWaitingFor(List.of("a")), wish("a", Lane.HIGH));
        QueueEntry revived = revived(claim().getFirst());
        stores.tasks.start(List.of(revived), "token", stores.now());
        stores.tasks.start(List.of(revived), "token", stores.now());

        assertThat(task("a").crashes()).isZero();
        assertThat(task("a").claim()).isEqualTo("token");
    }

    @Test
    void theOwnerOfAnOldClaimCannotEndATaskThatWasStartedAgain() {
        join(stores.aJobWaitingFor(List.of("a")), wish("a", Lane.HIGH));
        QueueEntry element = claim().getFirst();
        Task old = start(List.of(element)).get("a");
        Task current = start(List.of(revived(element))).get("a");

        stores.tasks.done(Map.of("a", new Outcome.Succeeded(stores.now())), Map.of("a", claimOf(old)));
        assertThat(task("a").state()).isEqualTo(TaskState.RUNNING);
        assertThat(stores.tasks.retryLater("a", claimOf(old), 1, stores.now())).isFalse();

        stores.tasks.done(Map.of("a", new Outcome.Succeeded(stores.now())), Map.of("a", claimOf(current)));
        assertThat(task("a").state()).isEqualTo(TaskState.DONE);
    }

    @Test
    void aRetryStartsWhenItIsDueAndNotBefore() {
        join(stores.aJobWaitingFor(List.of("a")), wish("a", Lane.HIGH));
        QueueEntry element = claim().getFirst();
        Task running = start(List.of(element)).get("a");
        assertThat(stores.tasks.retryLater(
                        "a", claimOf(running), 1, stores.now().plusSeconds(60)))
                .isTrue();

        assertThat(start(List.of(element))).isEmpty();
        stores.later(Duration.ofSeconds(61));
        assertThat(start(List.of(element)).get("a").attempt()).isEqualTo(1);
    }

    @Test
    void aDoneTaskTakesNoFurtherJobAndTheJoinFinishesItAndOpensANewOne() {
        String first = stores.aJobWaitingFor(List.of("a"));
        join(first, wish("a", Lane.HIGH));
        Task running = start(claim()).get("a");
        // Its consumer dies right here: done, but nobody was told.
        stores.tasks.done(
                Map.of("a", new Outcome.Failed(ErrorCode.HTTP_ERROR, "404 Not Found", stores.now())),
                Map.of("a", claimOf(running)));

        String second = stores.aJobWaitingFor(List.of("a"));
        join(second, wish("a", Lane.HIGH));

        assertThat(job(first).status()).isEqualTo(JobStatus.FAILED);
        assertThat(job(second).pending()).isEqualTo(1);
        assertThat(task("a").waiters()).containsExactly(new Waiter(second, 1));
        assertThat(claim()).hasSize(1);
    }

    @Test
    void aJobThatJoinsAfterTheArticleArrivedIsSettledWithoutAFetch() {
        Map<String, Articles.Known> known = stores.articles.register(
                List.of(new Articles.Wanted(
                        ArticleUrl.parse("https://a.example/"), "https://a.example/", null, null, 5)),
                stores.now());
        String article = known.get("https://a.example/").articleId();
        String first = stores.aJobWaitingFor(List.of(article));
        join(first, wish(article, Lane.HIGH));
        Task running = start(claim()).get(article);
        stores.articles.storeScraped(List.of(scraped(article, "text", stores.now(), stores.now())));
        stores.tasks.done(Map.of(article, new Outcome.Succeeded(stores.now())), Map.of(article, claimOf(running)));

        String second = stores.aJobWaitingFor(List.of(article));
        join(second, wish(article, Lane.HIGH));

        assertThat(job(first).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(job(second).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(stores.tasks.find(List.of(article))).isEmpty();
    }

    @Test
    void aFinishMayBeRepeatedAndCountsOnce() {
        String job = stores.aJobWaitingFor(List.of("a", "b"));
        join(job, wish("a", Lane.HIGH), wish("b", Lane.HIGH));
        Map<String, Task> running = start(claim());
        stores.tasks.done(Map.of("a", new Outcome.Succeeded(stores.now())), Map.of("a", claimOf(running.get("a"))));
        List<Task> done = List.of(task("a"));

        stores.finisher.finish(done);
        stores.finisher.finish(done);

        assertThat(job(job).completed()).isEqualTo(1);
        assertThat(job(job).pending()).isEqualTo(1);
        assertThat(stores.told).hasSize(1);
    }

    @Test
    void aBatchOfWhichOneIsSettledAlreadySettlesTheOthers() {
        String job = stores.aJobWaitingFor(List.of("a", "b", "c"));
        stores.ends.settle(job, 1, List.of("b"), List.of());

        List<ProgressUpdate> steps = stores.ends.settle(job, 1, List.of("a", "b", "c"), List.of());

        assertThat(steps).extracting(ProgressUpdate::articleId).containsExactly("a", "c");
        assertThat(job(job).completed()).isEqualTo(3);
        assertThat(job(job).status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void aSettleOfManyIsToldStepByStepAndTheLastStepBringsTheEnd() {
        String job = stores.aJobWaitingFor(List.of("a", "b", "c"));
        long before = job(job).revision();

        List<ProgressUpdate> steps = stores.ends.settle(
                job,
                1,
                List.of("a", "b"),
                List.of(new dev.gleaner.job.Failure("c", ErrorCode.TIMEOUT, "Timeout", stores.now())));

        assertThat(steps).extracting(ProgressUpdate::completed).containsExactly(1, 2, 2);
        assertThat(steps).extracting(ProgressUpdate::failed).containsExactly(0, 0, 1);
        assertThat(steps)
                .extracting(ProgressUpdate::revision)
                .containsExactly(before + 1, before + 2, job(job).revision());
        assertThat(steps)
                .extracting(ProgressUpdate::status)
                .containsExactly(JobStatus.IN_PROGRESS, JobStatus.IN_PROGRESS, JobStatus.COMPLETED);
    }

    @Test
    void aResultOfAnotherRunIsNotCounted() {
        String job = stores.aJobWaitingFor(List.of("a"));

        assertThat(stores.ends.settle(job, 2, List.of("a"), List.of())).isEmpty();
        assertThat(job(job).completed()).isZero();
    }

    @Test
    void aCancelledJobKeepsItsNumbersAndGivesUpWhatWasPending() {
        String job = stores.aJobWaitingFor(List.of("a", "b", "c"));
        stores.ends.settle(job, 1, List.of("a"), List.of());

        assertThat(stores.jobs.cancel(job, "token"))
                .hasValueSatisfying(cancelled -> assertThat(cancelled.givenUp()).containsExactly("b", "c"));

        assertThat(stores.ends.settle(job, 1, List.of("b"), List.of())).isEmpty();
        Job after = job(job);
        assertThat(after.status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(after.completed()).isEqualTo(1);
        assertThat(after.pending()).isEqualTo(2);
        assertThat(stores.jobs.cancel(job, "another")).isEmpty();
    }

    @Test
    void aCancelWhoseReplyWasLostIsRecognisedByItsToken() {
        String job = stores.aJobWaitingFor(List.of("a"));
        stores.jobs.cancel(job, "token");

        assertThat(stores.jobs.cancel(job, "token")).isPresent();
    }

    @Test
    void manyThreadsThatSettleTheSameArticlesCountEachOnce() throws Exception {
        List<String> articles =
                IntStream.range(0, 200).mapToObj(i -> "a%03d".formatted(i)).toList();
        String job = stores.aJobWaitingFor(articles);
        List<Callable<List<ProgressUpdate>>> calls = new ArrayList<>();
        for (int thread = 0; thread < 8; thread++) {
            List<String> order = new ArrayList<>(articles);
            Collections.shuffle(order, new java.util.Random(thread));
            calls.add(() -> {
                List<ProgressUpdate> steps = new ArrayList<>();
                for (int from = 0; from < order.size(); from += 10) {
                    steps.addAll(stores.ends.settle(job, 1, order.subList(from, from + 10), List.of()));
                }
                return steps;
            });
        }
        List<ProgressUpdate> told = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<List<ProgressUpdate>> result : threads.invokeAll(calls)) {
                told.addAll(result.get());
            }
        }
        assertThat(job(job).completed()).isEqualTo(200);
        assertThat(job(job).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(told.stream().map(ProgressUpdate::articleId).filter(java.util.Objects::nonNull))
                .containsExactlyInAnyOrderElementsOf(articles);
        assertThat(told.stream().map(ProgressUpdate::revision)).doesNotHaveDuplicates();
    }

    @Test
    void manyJobsThatJoinTheSameArticlesAtOnceShareTheirTasks() throws Exception {
        List<String> articles =
                IntStream.range(0, 300).mapToObj(i -> "a%03d".formatted(i)).toList();
        List<Wish> wishes = articles.stream().map(id -> wish(id, Lane.MEDIUM)).toList();
        List<String> jobs = IntStream.range(0, 6)
                .mapToObj(i -> stores.aJobWaitingFor(articles))
                .toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            List<Callable<Boolean>> calls = jobs.stream()
                    .<Callable<Boolean>>map(job -> () -> {
                        joiner.join(wishes, new Waiter(job, 1), Instant.EPOCH);
                        return true;
                    })
                    .toList();
            for (Future<Boolean> result : threads.invokeAll(calls)) {
                assertThat(result.get()).isTrue();
            }
        }
        assertThat(stores.tasks.find(articles).values())
                .hasSize(300)
                .allMatch(task -> task.waiters().size() == 6)
                .noneMatch(Task::out);
        assertThat(stores.redis.opsForList().size(stores.keys.list(Lane.MEDIUM)))
                .isEqualTo(300);
    }

    @Test
    void onceScrapedAFailedRefreshTakesNothingAwayAndAnOlderFetchDoesNotOverwrite() {
        String article = stores.articles
                .register(
                        List.of(new Articles.Wanted(
                                ArticleUrl.parse("https://a.example/"), "https://a.example/", null, null, 5)),
                        stores.now())
                .get("https://a.example/")
                .articleId();
        Instant start = stores.now();
        stores.articles.storeScraped(List.of(scraped(article, "new", start.plusSeconds(10), start.plusSeconds(20))));
        stores.articles.storeScraped(List.of(scraped(article, "old", start, start.plusSeconds(30))));
        stores.articles.storeFailed(List.of(
                new Articles.Missed(article, ErrorCode.HTTP_ERROR, "404 Not Found", 404, 0, start.plusSeconds(40))));

        assertThat(stores.articles
                        .stored(List.of(article))
                        .get(article)
                        .content()
                        .content())
                .isEqualTo("new");
        assertThat(stores.articles.known(List.of(article)).get(article).freshFor(start.plusSeconds(20)))
                .isTrue();
    }

    @Test
    void tasksThatNobodyWaitsForAreDeletedUnlessTheyRun() {
        String job = stores.aJobWaitingFor(List.of("a", "b"));
        String other = stores.aJobWaitingFor(List.of("b"));
        join(job, wish("a", Lane.HIGH), wish("b", Lane.HIGH));
        join(other, wish("b", Lane.HIGH));

        stores.tasks.leave(List.of("a", "b"), new Waiter(job, 1));
        stores.tasks.removeUnwanted(List.of("a", "b"));

        assertThat(stores.tasks.find(List.of("a", "b"))).containsOnlyKeys("b");
    }

    @Test
    void aJoinAfterADeathPushesWhatWasNeverPushedAndDoesNotDoubleWhatWas() {
        String job = stores.aJobWaitingFor(List.of("a", "b"));
        // The process that submitted died after its join, before its push.
        stores.tasks.join(List.of(wish("a", Lane.HIGH)), new Waiter(job, 1), Instant.EPOCH, Ids.token(), stores.now());

        joiner.joinAgain(List.of(wish("a", Lane.HIGH), wish("b", Lane.HIGH)), new Waiter(job, 1), Instant.EPOCH);
        joiner.joinAgain(List.of(wish("a", Lane.HIGH), wish("b", Lane.HIGH)), new Waiter(job, 1), Instant.EPOCH);

        assertThat(start(claim())).containsOnlyKeys("a", "b");
        assertThat(claim()).isEmpty();
    }

    private void join(String job, Wish... wishes) {
        joiner.join(List.of(wishes), new Waiter(job, 1), Instant.EPOCH);
    }

    private List<QueueEntry> claim() {
        stores.leases.register(ME);
        List<QueueEntry> all = new ArrayList<>();
        while (true) {
            List<QueueEntry> some = ((ClaimResult.Taken) stores.queue.claim(ME, 32)).entries();
            if (some.isEmpty()) {
                return all;
            }
            all.addAll(some);
        }
    }

    /** Starts as a consumer does; what it owns afterwards. */
    private Map<String, Task> start(List<QueueEntry> elements) {
        String claim = Ids.token();
        stores.tasks.start(elements, claim, stores.now());
        Map<String, Task> found = stores.tasks.find(
                elements.stream().map(QueueEntry::articleId).distinct().toList());
        found.values().removeIf(task -> !claim.equals(task.claim()) || task.state() != TaskState.RUNNING);
        return found;
    }

    private void succeed(Map<String, Task> running) {
        running.forEach((article, task) -> stores.tasks.done(
                Map.of(article, new Outcome.Succeeded(stores.now())), Map.of(article, claimOf(task))));
        stores.finisher.finish(stores.tasks.find(running.keySet()).values());
    }

    private Task task(String article) {
        return stores.tasks.find(List.of(article)).get(article);
    }

    private Job job(String id) {
        return stores.jobs.find(id).orElseThrow();
    }

    private static String claimOf(Task task) {
        String claim = task.claim();
        assertThat(claim).isNotNull();
        return claim;
    }

    private static QueueEntry revived(QueueEntry element) {
        return QueueEntry.parse(element.text() + "!").orElseThrow();
    }

    private static Wish wish(String article, Lane lane) {
        return new Wish(article, "https://site.example/" + article, "", lane);
    }

    private static Articles.Scraped scraped(String article, String text, Instant startedAt, Instant at) {
        return new Articles.Scraped(
                article, Contents.ofText("title", text), "https://a.example/", 200, null, null, 0, startedAt, at);
    }
}

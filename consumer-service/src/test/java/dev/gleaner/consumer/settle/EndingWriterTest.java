package dev.gleaner.consumer.settle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gleaner.article.ArticleRecord;
import dev.gleaner.article.ArticleStatus;
import dev.gleaner.article.Articles;
import dev.gleaner.article.ErrorCode;
import dev.gleaner.consumer.Bench;
import dev.gleaner.consumer.Faulty;
import dev.gleaner.consumer.inflight.Execution;
import dev.gleaner.job.JobStatus;
import dev.gleaner.queue.WorkQueue;
import dev.gleaner.task.Outcome;
import dev.gleaner.task.Task;
import dev.gleaner.task.TaskState;
import dev.gleaner.task.Tasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EndingWriterTest {
    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void everyKindOfEndingIsWrittenAndLetGo() {
        String[] ids = ids("read", "same", "fresh", "gone");
        String job = bench.jobOf(ids);
        Map<String, Execution> running = bench.running();

        writer().write(List.of(
                new Ending.Scraped(running.get(ids[0]), bench.scraped(ids[0], "What was read"), null),
                new Ending.Unchanged(
                        running.get(ids[1]),
                        new Articles.Unchanged(ids[1], bench.stores.now(), bench.stores.now()),
                        null),
                new Ending.Fresh(running.get(ids[2]), new Outcome.Succeeded(bench.stores.now())),
                failed(running.get(ids[3]))));

        assertThat(bench.job(job).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(bench.job(job).completed()).isEqualTo(3);
        assertThat(bench.job(job).failed()).isEqualTo(1);
        assertThat(article(ids[0]).content().content()).isEqualTo("What was read");
        assertThat(article(ids[3]).errorCode()).isEqualTo("http_error");
        assertAllIsOver();
    }

    @Test
    void theFirstEndingIsNotHeldUpWhenNothingElseRuns() throws InterruptedException {
        EndingWriter writer = writer();
        Ending ending = failed(bench.runningOne());

        writer.settle(ending);

        assertThat(writer.gather()).containsExactly(ending);
        assertThat(writer.gather()).isEmpty();
    }

    @Test
    void noMoreAreGatheredThanOneCommitTakes() throws InterruptedException {
        EndingWriter writer = writer();
        Ending ending = failed(bench.runningOne());
        for (int i = 0; i < EndingWriter.BATCH + 1; i++) {
            writer.settle(ending);
        }

        assertThat(writer.gather()).hasSize(EndingWriter.BATCH);
        assertThat(writer.gather()).hasSize(1);
    }

    @Test
    void aStoreThatIsAwayIsWaitedFor() {
        Execution execution = bench.runningOne();
        AtomicInteger tries = new AtomicInteger();
        List<Boolean> inFlightMeanwhile = new ArrayList<>();
        bench.pause = failed -> inFlightMeanwhile.add(bench.inFlight.contains(execution.entry()));

        writer(articles((method, arguments) -> {
                    if (method.equals("storeFailed") && tries.incrementAndGet() <= 2) {
                        throw Bench.away();
                    }
                }))
                .write(List.of(failed(execution)));

        assertThat(tries).hasValue(3);
        assertThat(inFlightMeanwhile).containsExactly(true, true);
        assertThat(article(execution.articleId()).errorCode()).isEqualTo("http_error");
        assertAllIsOver();
    }

    @Test
    void anInterruptedWriterLeavesItsEndingsToOthers() {
        Execution execution = bench.runningOne();
        bench.pause = tries -> {
            throw new InterruptedException();
        };

        writer(articles((method, arguments) -> {
                    throw Bench.away();
                }))
                .write(List.of(failed(execution)));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(bench.stores.depths()).containsEntry("held", 1L);
        assertThat(bench.task(execution.articleId()).state()).isEqualTo(TaskState.RUNNING);
    }

    @Test
    void anEndingThatNoStoreTakesEndsAsFailedAndHoldsUpNoOther() {
        String[] ids = ids("a", "b", "c", "d", "e");
        String job = bench.jobOf(ids);
        Map<String, Execution> running = bench.running();

        writer(refusing("storeScraped", ids[2])).write(read(running, ids));

        assertThat(bench.job(job).completed()).isEqualTo(4);
        assertThat(bench.job(job).failed()).isEqualTo(1);
        assertThat(bench.stores.jobs.detail(job).orElseThrow().failures())
                .singleElement()
                .satisfies(failure -> {
                    assertThat(failure.articleId()).isEqualTo(ids[2]);
                    assertThat(failure.code()).isEqualTo(ErrorCode.INTERNAL_ERROR);
                    assertThat(failure.error()).isEqualTo("The article could not be stored");
                });
        assertThat(article(ids[2]).status()).isEqualTo(ArticleStatus.FAILED);
        assertThat(article(ids[2]).errorCode()).isEqualTo("internal_error");
        assertThat(article(ids[3]).status()).isEqualTo(ArticleStatus.SCRAPED);
        assertAllIsOver();
    }

    @Test
    void whatIsTooLargeForTheStoreIsSuchAnEnding() {
        String[] ids = ids("a", "b");
        String job = bench.jobOf(ids);
        Map<String, Execution> running = bench.running();

        writer().write(List.of(
                new Ending.Scraped(running.get(ids[0]), bench.scraped(ids[0], "x".repeat(17 << 20)), null),
                new Ending.Scraped(running.get(ids[1]), bench.scraped(ids[1], "What was read"), null)));

        assertThat(bench.job(job).completed()).isEqualTo(1);
        assertThat(article(ids[0]).errorCode()).isEqualTo("internal_error");
        assertAllIsOver();
    }

    @Test
    void jobsAreToldEvenIfNothingCanBeWrittenOfTheArticle() {
        String[] ids = ids("a", "b");
        String job = bench.jobOf(ids);
        Map<String, Execution> running = bench.running();

        writer(refusing("store", ids[0])).write(read(running, ids));

        assertThat(bench.job(job).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(bench.job(job).failed()).isEqualTo(1);
        assertThat(article(ids[0]).status()).isEqualTo(ArticleStatus.PENDING);
        assertAllIsOver();
    }

    @Test
    void whatCannotBeToldAtAllComesBackLater() {
        String[] ids = ids("a", "b");
        String job = bench.jobOf(ids);
        Map<String, Execution> running = bench.running();
        Tasks tasks = Faulty.port(Tasks.class, bench.stores.tasks, refuse("done", ids[0]));

        new EndingWriter(
                        new EndingStore(bench.stores.articles, tasks, bench.stores.finisher),
                        bench.held(),
                        bench.inFlight,
                        bench.outage)
                .write(read(running, ids));

        assertThat(bench.job(job).completed()).isEqualTo(1);
        assertThat(bench.job(job).pending()).isEqualTo(1);
        assertThat(bench.inFlight.isEmpty()).isTrue();
        assertThat(bench.stores.depths()).containsEntry("held", 0L).containsEntry("delayed", 1L);
        assertThat(bench.task(ids[0]).state()).isEqualTo(TaskState.RUNNING);
    }

    @Test
    void itIsLetGoOfHereEvenIfRedisRefusesIt() {
        Execution execution = bench.runningOne();
        WorkQueue queue = Faulty.port(WorkQueue.class, bench.stores.queue, refuse("ack", execution.articleId()));
        queue = Faulty.port(WorkQueue.class, queue, refuse("defer", execution.articleId()));

        new EndingWriter(
                        new EndingStore(bench.stores.articles, bench.stores.tasks, bench.stores.finisher),
                        bench.held(queue, bench.stores.tasks),
                        bench.inFlight,
                        bench.outage)
                .write(List.of(failed(execution)));

        assertThat(bench.inFlight.isEmpty()).isTrue();
        assertThat(bench.stores.queue.held(bench.incarnation)).containsExactly(execution.entry());
    }

    @Test
    void whatOthersTookOverIsTheirs() {
        Execution execution = bench.runningOne();
        Execution late = new Execution(execution.entry(), execution.task(), bench.incarnation, "an-older-claim");

        writer().write(List.of(failed(late)));

        Task task = bench.task(execution.articleId());
        assertThat(task.state()).isEqualTo(TaskState.RUNNING);
        assertThat(task.claim()).isEqualTo(execution.claim());
    }

    @Test
    void theThreadWritesWhatIsHandedOverBeforeItEnds() {
        Execution execution = bench.runningOne();
        EndingWriter writer = writer();
        writer.start((thread, fault) -> {});

        writer.settle(failed(execution));
        writer.close();

        assertThat(article(execution.articleId()).errorCode()).isEqualTo("http_error");
        assertAllIsOver();
    }

    @Test
    void anErrorIsTheEndOfTheWriter() {
        Execution execution = bench.runningOne();
        AtomicReference<Throwable> died = new AtomicReference<>();
        EndingWriter writer = writer(articles((method, arguments) -> {
            throw new StackOverflowError("planted");
        }));
        writer.start((thread, fault) -> died.set(fault));

        writer.settle(failed(execution));

        await().atMost(Duration.ofSeconds(30)).until(() -> died.get() instanceof StackOverflowError);
        writer.close();
    }

    private EndingWriter writer() {
        return writer(bench.stores.articles);
    }

    private EndingWriter writer(Articles articles) {
        return new EndingWriter(
                new EndingStore(articles, bench.stores.tasks, bench.stores.finisher),
                bench.held(),
                bench.inFlight,
                bench.outage);
    }

    private Articles articles(Faulty.Before before) {
        return Faulty.port(Articles.class, bench.stores.articles, before);
    }

    /** Never takes a document, whatever else takes part. */
    private Articles refusing(String methods, String articleId) {
        return articles(refuse(methods, articleId));
    }

    private static Faulty.Before refuse(String methods, String articleId) {
        return (method, arguments) -> {
            if (method.startsWith(methods) && arguments.contains(articleId)) {
                throw new IllegalArgumentException("planted: this document is refused");
            }
        };
    }

    private String[] ids(String... names) {
        return List.of(names).stream().map(bench::article).toArray(String[]::new);
    }

    private List<Ending> read(Map<String, Execution> running, String... ids) {
        return List.of(ids).stream()
                .map(id -> (Ending) new Ending.Scraped(running.get(id), bench.scraped(id, "What was read"), null))
                .toList();
    }

    private Ending failed(Execution execution) {
        return new Ending.Failed(
                execution,
                new Articles.Missed(
                        execution.articleId(), ErrorCode.HTTP_ERROR, "HTTP 404", 404, 0, bench.stores.now()),
                null);
    }

    private ArticleRecord article(String id) {
        return bench.stores.articles.find(id).orElseThrow();
    }

    private void assertAllIsOver() {
        assertThat(bench.inFlight.isEmpty()).isTrue();
        assertThat(bench.stores.depths().values()).containsOnly(0L);
        assertThat(bench.stores.tasks.count()).isZero();
    }
}

package dev.gleaner.consumer.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gleaner.article.Articles;
import dev.gleaner.article.Articles.Version;
import dev.gleaner.article.ErrorCode;
import dev.gleaner.consumer.Bench;
import dev.gleaner.consumer.Faulty;
import dev.gleaner.consumer.inflight.Execution;
import dev.gleaner.consumer.inflight.Execution.AbortReason;
import dev.gleaner.consumer.inflight.HeldEntries;
import dev.gleaner.consumer.scrape.ScrapeOutcome;
import dev.gleaner.consumer.scrape.Scraper;
import dev.gleaner.consumer.scrape.Scrapers;
import dev.gleaner.consumer.settle.Ending;
import dev.gleaner.event.Event;
import dev.gleaner.id.Fingerprint;
import dev.gleaner.job.Effort;
import dev.gleaner.job.Effort.Brought;
import dev.gleaner.job.Try;
import dev.gleaner.task.Task;
import dev.gleaner.task.TaskState;
import dev.gleaner.task.Tasks;
import dev.gleaner.task.Waiter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkerTest {
    private static final Version STORED = new Version("https://site.example/final", "\"1\"", null);

    private final Bench bench = new Bench();
    private final List<Ending> endings = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final Instant startedAt = bench.stores.now();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void whatIsFoundIsHandedOverToBeStored() {
        Execution execution = bench.runningOne();
        bench.stores.later(Duration.ofSeconds(2));

        work(execution, new ScrapeOutcome.Scraped(Bench.content("What was read"), STORED, 200, 1234, startedAt));

        assertThat(endings).singleElement().isInstanceOfSatisfying(Ending.Scraped.class, ending -> {
            assertThat(ending.execution()).isSameAs(execution);
            assertThat(ending.scraped().content().content()).isEqualTo("What was read");
            assertThat(ending.scraped().finalUrl()).isEqualTo(STORED.url());
            assertThat(ending.scraped().etag()).isEqualTo("\"1\"");
            assertThat(ending.scraped().startedAt()).isEqualTo(startedAt);
            assertThat(ending.scraped().scrapedAt()).isEqualTo(bench.stores.now());
        });
        assertThat(bench.inFlight.contains(execution.entry())).isTrue();
    }

    @Test
    void whatAnEndTookAndBroughtGoesAlong() {
        Execution known = bench.runningOne();
        assertThat(effortOf(known, null, "What was read")).isEqualTo(new Effort(Brought.FETCHED, 1234L, 13L, null, 1));
        Instant before = known.task().createdAt().minusMillis(1);
        assertThat(effortOf(known, new Articles.Text(Fingerprint.of("What was read"), 13L, before), "What was read"))
                .isEqualTo(new Effort(Brought.UNCHANGED, 1234L, 13L, null, 1));
        assertThat(effortOf(known, new Articles.Text(Fingerprint.of("other"), 5L, before), "Wäs"))
                .isEqualTo(new Effort(Brought.FETCHED, 1234L, 4L, null, 1));
        // Stored for this very task, by a consumer that died before it could tell.
        Instant since = known.task().createdAt();
        assertThat(effortOf(known, new Articles.Text(Fingerprint.of("What was read"), 13L, since), "What was read"))
                .isEqualTo(new Effort(Brought.FETCHED, 1234L, 13L, null, 1));
    }

    @Test
    void aPageThatHasNotChangedHasTheSizeOfItsText() {
        Execution execution = bench.runningOne();
        execution.stored(new Articles.Text("hash", 77L, startedAt.minusSeconds(9)));
        work(execution, new ScrapeOutcome.NotModified(startedAt));
        assertThat(endings.getFirst().outcome().effort())
                .usingRecursiveComparison()
                .ignoringFields("duration", "tries")
                .isEqualTo(new Effort(Brought.UNCHANGED, 0L, 77L, null, 1));
    }

    private Effort effortOf(Execution execution, Articles.@Nullable Text stored, String text) {
        endings.clear();
        execution.stored(stored);
        work(execution, new ScrapeOutcome.Scraped(Bench.content(text), STORED, 200, 1234, startedAt));
        Ending.Scraped ending = (Ending.Scraped) endings.getFirst();
        Effort effort = ending.outcome().effort();
        assertThat(effort).isNotNull();
        assertThat(effort.duration()).isNotNull();
        assertThat(ending.scraped().changed())
                .isEqualTo(stored == null || !stored.hash().equals(Fingerprint.of(text)));
        return new Effort(effort.brought(), effort.bodyBytes(), effort.contentBytes(), null, effort.attempts());
    }

    @Test
    void theStoredVersionIsShownToTheScraper() {
        Execution execution = bench.runningOne();

        worker((asked, stored) -> {
                    assertThat(asked).isSameAs(execution);
                    assertThat(stored).isEqualTo(STORED);
                    return new ScrapeOutcome.NotModified(startedAt);
                })
                .work(execution, STORED);

        assertThat(endings)
                .singleElement()
                .isInstanceOfSatisfying(
                        Ending.Unchanged.class,
                        ending -> assertThat(ending.unchanged().startedAt()).isEqualTo(startedAt));
    }

    @Test
    void whatFailsForGoodEnds() {
        Execution execution = bench.runningOne();

        work(execution, new ScrapeOutcome.FailedForGood(ErrorCode.HTTP_ERROR, "HTTP 404", 404));

        assertFailed(ErrorCode.HTTP_ERROR, "HTTP 404");
        assertThat(events).isEmpty();
    }

    @Test
    void whatFailsForNowIsTriedAgainAfterAWhile() {
        Execution execution = bench.runningOne();

        work(execution, failedForNow(null));

        Task task = bench.task(execution.articleId());
        assertThat(task.state()).isEqualTo(TaskState.RETRY_WAIT);
        assertThat(task.attempt()).isEqualTo(1);
        assertThat(task.dueAt()).isBetween(startedAt, startedAt.plusSeconds(2));
        assertThat(bench.stores.depths()).containsEntry("held", 0L).containsEntry("delayed", 1L);
        assertThat(bench.inFlight.isEmpty()).isTrue();
        assertThat(events)
                .containsExactly(new Event.Retried(
                        execution.articleId(), execution.entry().host(), ErrorCode.TIMEOUT, 1, task.dueAt()));
        assertThat(endings).isEmpty();
    }

    @Test
    void eachAttemptIsNotedWithTheTaskAndAllOfThemWithItsEnd() {
        Execution execution = bench.runningOne();
        String id = execution.articleId();
        work(
                execution,
                new ScrapeOutcome.FailedForNow(ErrorCode.HTTP_RETRYABLE, "503 Busy", 503, Duration.ofSeconds(9)));
        Instant due = Objects.requireNonNull(bench.task(id).dueAt());
        Try first = new Try(1, startedAt, startedAt, 503, ErrorCode.HTTP_RETRYABLE, "503 Busy", due);
        assertThat(bench.task(id).tries()).containsExactly(first);
        assertThat(bench.task(id).attemptsMade()).isEqualTo(1);

        bench.stores.later(Duration.ofMinutes(1));
        bench.stores.tasks.start(List.of(execution.entry()), "second", bench.stores.now());
        Execution second = new Execution(execution.entry(), bench.task(id), execution.incarnation(), "second");
        assertThat(second.task().attemptsMade()).as("with the one under way").isEqualTo(2);
        work(second, new ScrapeOutcome.FailedForGood(ErrorCode.HTTP_ERROR, "404 Not Found", 404));

        Effort effort = Objects.requireNonNull(endings.getFirst().outcome().effort());
        Instant now = bench.stores.now();
        assertThat(effort.attempts()).isEqualTo(2);
        assertThat(effort.tries())
                .containsExactly(first, new Try(2, now, now, 404, ErrorCode.HTTP_ERROR, "404 Not Found", null));
    }

    @Test
    void aPageThatIsFetchedOnceTookOneAttempt() {
        Execution execution = bench.runningOne();

        work(execution, new ScrapeOutcome.Scraped(Bench.content("text"), STORED, 200, 1234, startedAt));

        Effort effort = Objects.requireNonNull(endings.getFirst().outcome().effort());
        assertThat(effort.attempts()).isEqualTo(1);
        assertThat(effort.tries()).containsExactly(new Try(1, startedAt, startedAt, 200, null, null, null));
    }

    @Test
    void theOtherSideMayAskForMoreTime() {
        Execution execution = bench.runningOne();

        work(execution, failedForNow(Duration.ofMinutes(3)));

        assertThat(bench.task(execution.articleId()).dueAt()).isEqualTo(startedAt.plus(Duration.ofMinutes(3)));
    }

    @Test
    void theLastRetryIsTheEnd() {
        Execution execution = bench.runningOne();
        Execution fourth = new Execution(
                execution.entry(), attempt(execution.task(), 3), execution.incarnation(), execution.claim());

        work(fourth, failedForNow(null));

        assertFailed(ErrorCode.TIMEOUT, "Too slow");
        assertThat(endings.getFirst().execution().task().attempt()).isEqualTo(3);
    }

    @Test
    void aRetryOfWhatOthersTookOverIsLeftToThem() {
        Execution execution = bench.runningOne();
        Execution late = new Execution(execution.entry(), execution.task(), execution.incarnation(), "older");
        bench.inFlight.add(late);

        work(late, failedForNow(null));

        assertThat(bench.task(execution.articleId()).state()).isEqualTo(TaskState.RUNNING);
        assertThat(bench.stores.depths().values()).containsOnly(0L);
        assertThat(bench.inFlight.isEmpty()).isTrue();
        assertThat(events).isEmpty();
    }

    @Test
    void whatIsPostponedGoesBackWithoutAnAttempt() {
        Execution execution = bench.runningOne();

        work(execution, new ScrapeOutcome.Postponed());

        assertGivenBack(execution);
    }

    @Test
    void whatThereIsNoRoomForComesBackLaterWithoutAnAttempt() {
        Execution execution = bench.runningOne();

        work(execution, new ScrapeOutcome.Deferred(Duration.ofSeconds(7)));

        Task task = bench.task(execution.articleId());
        assertThat(task.state()).isEqualTo(TaskState.RETRY_WAIT);
        assertThat(task.attempt()).isZero();
        assertThat(task.dueAt()).isEqualTo(startedAt.plusSeconds(7));
        assertThat(bench.stores.depths()).containsEntry("held", 0L).containsEntry("delayed", 1L);
        assertThat(bench.inFlight.isEmpty()).isTrue();
        assertThat(events).isEmpty();
        assertThat(endings).isEmpty();
    }

    @Test
    void aStoreThatIsAwayIsWaitedFor() {
        Execution execution = bench.runningOne();
        AtomicInteger pauses = new AtomicInteger();
        bench.pause = tries -> pauses.incrementAndGet();
        AtomicInteger tries = new AtomicInteger();
        Tasks tasks = Faulty.port(Tasks.class, bench.stores.tasks, (method, arguments) -> {
            if (method.equals("giveBack") && tries.incrementAndGet() == 1) {
                throw Bench.away();
            }
        });

        worker((asked, stored) -> new ScrapeOutcome.Postponed(), bench.held(bench.stores.queue, tasks))
                .work(execution, null);

        assertThat(pauses).hasValue(1);
        assertGivenBack(execution);
    }

    @Test
    void whatIsAbortedBeforeItBeginsIsNotScraped() {
        Execution execution = bench.runningOne();
        execution.abort(AbortReason.STOPPING);

        worker((asked, stored) -> {
                    throw new AssertionError("scraped");
                })
                .work(execution, null);

        assertGivenBack(execution);
    }

    @Test
    void whatIsAbortedWhileItRunsCountsForNothing() {
        Execution execution = bench.runningOne();

        worker((asked, stored) -> {
                    execution.abort(AbortReason.STOPPING);
                    assertThat(Thread.currentThread().isInterrupted()).isTrue();
                    return new ScrapeOutcome.FailedForGood(ErrorCode.HTTP_ERROR, "HTTP 404", 404);
                })
                .work(execution, null);

        assertGivenBack(execution);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void aScraperThatWasClosedLeavesTheArticleToOthers() {
        Execution execution = bench.runningOne();

        work(execution, new ScrapeOutcome.Aborted());

        assertGivenBack(execution);
    }

    @Test
    void whatNobodyWaitsForIsDropped() {
        String id = bench.article("one");
        String job = bench.jobOf(id);
        Execution execution = bench.running().get(id);
        bench.stores.tasks.leave(List.of(id), new Waiter(job, 1));
        execution.abort(AbortReason.UNWANTED);

        work(execution, new ScrapeOutcome.Aborted());

        assertThat(bench.stores.tasks.find(List.of(id))).isEmpty();
        assertThat(bench.stores.depths().values()).containsOnly(0L);
        assertThat(bench.inFlight.isEmpty()).isTrue();
    }

    @Test
    void whatSomebodyWaitsForAgainIsGivenBack() {
        Execution execution = bench.runningOne();
        execution.abort(AbortReason.UNWANTED);

        work(execution, new ScrapeOutcome.Aborted());

        assertGivenBack(execution);
    }

    @Test
    void whatWasFencedIsLeftToWhoeverHasIt() {
        Execution execution = bench.runningOne();
        execution.abort(AbortReason.FENCED);

        work(execution, new ScrapeOutcome.Aborted());

        assertThat(bench.inFlight.isEmpty()).isTrue();
        assertThat(bench.stores.depths()).containsEntry("held", 1L);
        assertThat(bench.task(execution.articleId()).state()).isEqualTo(TaskState.RUNNING);
    }

    @Test
    void aBugOfAScraperCostsAnAttempt() {
        Execution execution = bench.runningOne();

        worker((asked, stored) -> {
                    throw new IllegalStateException("planted");
                })
                .work(execution, null);

        assertThat(bench.task(execution.articleId()).state()).isEqualTo(TaskState.RETRY_WAIT);
        assertThat(events)
                .singleElement()
                .isInstanceOfSatisfying(
                        Event.Retried.class,
                        retried -> assertThat(retried.error()).isEqualTo(ErrorCode.INTERNAL_ERROR));
    }

    @Test
    void soDoesAPageThatIsTooDeepForTheStack() {
        Execution execution = bench.runningOne();

        worker((asked, stored) -> {
                    throw new StackOverflowError("planted");
                })
                .work(execution, null);

        assertThat(bench.task(execution.articleId()).state()).isEqualTo(TaskState.RETRY_WAIT);
    }

    @Test
    void aBugBehindTheScraperEndsTheArticle() {
        Execution execution = bench.runningOne();
        Tasks tasks = Faulty.port(Tasks.class, bench.stores.tasks, (method, arguments) -> {
            throw new IllegalStateException("planted");
        });

        worker((asked, stored) -> failedForNow(null), bench.held(bench.stores.queue, tasks))
                .work(execution, null);

        assertFailed(ErrorCode.INTERNAL_ERROR, "Internal error");
    }

    @Test
    void anErrorIsNotTakenForOneOfTheArticle() {
        Execution execution = bench.runningOne();
        Worker worker = worker((asked, stored) -> {
            throw new OutOfMemoryError("planted");
        });

        assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> worker.work(execution, null));
    }

    private void work(Execution execution, ScrapeOutcome outcome) {
        worker((asked, stored) -> outcome).work(execution, null);
    }

    private Worker worker(Scraper scraper) {
        return worker(scraper, bench.held());
    }

    private Worker worker(Scraper scraper, HeldEntries held) {
        Backoff backoff = new Backoff(3, Duration.ofSeconds(2), Duration.ofMinutes(5), new Random(1));
        Suspects suspects = new Suspects(bench.inFlight, bench.stores.tasks, bench.outage, () -> 0);
        return new Worker(
                suspects, new Scrapers(scraper), held, endings::add, backoff, events::add, bench.stores.clock);
    }

    private static ScrapeOutcome.FailedForNow failedForNow(Duration retryAfter) {
        return new ScrapeOutcome.FailedForNow(ErrorCode.TIMEOUT, "Too slow", null, retryAfter);
    }

    private static Task attempt(Task task, int attempt) {
        return new Task(
                task.articleId(),
                task.url(),
                task.host(),
                task.options(),
                task.pace(),
                task.state(),
                task.waiters(),
                task.needAfter(),
                task.pushedLane(),
                task.version(),
                task.out(),
                attempt,
                task.crashes(),
                task.blamed(),
                task.held(),
                task.claim(),
                task.dueAt(),
                task.outcome(),
                task.createdAt());
    }

    private void assertFailed(ErrorCode code, String error) {
        assertThat(endings).singleElement().isInstanceOfSatisfying(Ending.Failed.class, ending -> {
            assertThat(ending.missed().code()).isEqualTo(code);
            assertThat(ending.missed().error()).isEqualTo(error);
            assertThat(ending.missed().at()).isEqualTo(bench.stores.now());
        });
    }

    private void assertGivenBack(Execution execution) {
        Task task = bench.task(execution.articleId());
        assertThat(task.state()).isEqualTo(TaskState.QUEUED);
        assertThat(task.attempt()).isZero();
        assertThat(bench.stores.depths()).containsEntry("held", 0L).containsEntry("high", 1L);
        assertThat(bench.inFlight.isEmpty()).isTrue();
        assertThat(endings).isEmpty();
        assertThat(events).isEmpty();
    }
}

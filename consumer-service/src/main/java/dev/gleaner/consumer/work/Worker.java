package dev.gleaner.consumer.work;

import dev.gleaner.article.Articles;
import dev.gleaner.article.Articles.Version;
import dev.gleaner.article.ErrorCode;
import dev.gleaner.consumer.inflight.Execution;
import dev.gleaner.consumer.inflight.HeldEntries;
import dev.gleaner.consumer.scrape.ScrapeOutcome;
import dev.gleaner.consumer.scrape.Scrapers;
import dev.gleaner.consumer.settle.Ending;
import dev.gleaner.event.Event;
import dev.gleaner.event.Observer;
import dev.gleaner.job.Try;
import dev.gleaner.task.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Works on one article: has it scraped, and hands the ending over, or lets it wait for another attempt. */
final class Worker {
    private static final Logger log = LoggerFactory.getLogger(Worker.class);

    private static final String OUR_FAULT = "Internal error";

    private final Suspects suspects;
    private final Scrapers scrapers;
    private final HeldEntries held;
    private final Consumer<Ending> endings;
    private final Backoff backoff;
    private final Observer observer;
    private final InstantSource clock;

    Worker(
            Suspects suspects,
            Scrapers scrapers,
            HeldEntries held,
            Consumer<Ending> endings,
            Backoff backoff,
            Observer observer,
            InstantSource clock) {
        this.suspects = suspects;
        this.scrapers = scrapers;
        this.held = held;
        this.endings = endings;
        this.backoff = backoff;
        this.observer = observer;
        this.clock = clock;
    }

    /**
     * Runs on a thread of its own, which an abort interrupts. A bug ends this article alone; so does a stack that
     * overflows, for the page is as deep as its author likes. Any other error is one of the process.
     *
     * @param stored the version that is there already; null if there is none
     */
    void work(Execution execution, @Nullable Version stored) {
        long began = System.nanoTime();
        ScrapeOutcome outcome = outcome(execution, stored);
        Attempt attempt = new Attempt(execution, Duration.ofNanos(System.nanoTime() - began), clock.instant());
        try {
            end(attempt, outcome);
        } catch (RuntimeException | StackOverflowError bug) {
            log.error("How the work on {} ended could not be told", execution.articleId(), bug);
            fail(attempt, ErrorCode.INTERNAL_ERROR, OUR_FAULT, null, 0);
        }
    }

    private ScrapeOutcome outcome(Execution execution, @Nullable Version stored) {
        ScrapeOutcome outcome =
                execution.begin(Thread.currentThread()) ? scrape(execution, stored) : new ScrapeOutcome.Aborted();
        execution.conclude();
        // An abort that came too late must not disturb the writing.
        Thread.interrupted();
        return execution.abortReason() == null ? outcome : new ScrapeOutcome.Aborted();
    }

    private ScrapeOutcome scrape(Execution execution, @Nullable Version stored) {
        try {
            return suspects.begin(execution)
                    ? scrapers.of(execution.task()).scrape(execution, stored)
                    : new ScrapeOutcome.Aborted();
        } catch (RuntimeException | StackOverflowError bug) {
            log.error(
                    "{} could not be scraped for a fault of ours",
                    execution.task().url(),
                    bug);
            return new ScrapeOutcome.FailedForNow(ErrorCode.INTERNAL_ERROR, OUR_FAULT, null, null);
        }
    }

    private void end(Attempt attempt, ScrapeOutcome outcome) {
        Execution execution = attempt.execution();
        switch (outcome) {
            case ScrapeOutcome.Scraped found -> endings.accept(scraped(attempt, found));
            case ScrapeOutcome.Ran ran ->
                endings.accept(new Ending.Ran(execution, new Outcome.Succeeded(clock.instant())));
            case ScrapeOutcome.NotModified still ->
                endings.accept(new Ending.Unchanged(
                        execution,
                        new Articles.Unchanged(execution.articleId(), still.startedAt(), clock.instant()),
                        attempt.unchanged()));
            case ScrapeOutcome.FailedForNow failed -> tryLater(attempt, failed);
            case ScrapeOutcome.FailedForGood failed ->
                fail(attempt, failed.code(), failed.error(), failed.httpStatus(), failed.bodyBytes());
            case ScrapeOutcome.Postponed postponed -> held.giveBack(execution);
            case ScrapeOutcome.Deferred deferred ->
                held.comeBack(execution, clock.instant().plus(deferred.delay()));
            case ScrapeOutcome.Aborted aborted -> giveUp(execution);
        }
    }

    private Ending scraped(Attempt attempt, ScrapeOutcome.Scraped found) {
        Execution execution = attempt.execution();
        Version version = found.version();
        Articles.Scraped scraped = new Articles.Scraped(
                execution.articleId(),
                found.content(),
                found.data(),
                found.finalUrl(),
                found.httpStatus(),
                version == null ? null : version.etag(),
                version == null ? null : version.lastModified(),
                execution.task().attempt(),
                found.startedAt(),
                clock.instant(),
                attempt.changes(found),
                attempt.changes(found) && execution.stored() != null,
                found.fetch());
        return new Ending.Scraped(execution, scraped, attempt.scraped(found, scraped.contentBytes()));
    }

    private void tryLater(Attempt attempt, ScrapeOutcome.FailedForNow failure) {
        Execution execution = attempt.execution();
        int failed = execution.task().attempt() + 1;
        Optional<Duration> wait = backoff.next(failed, failure.retryAfter());
        if (wait.isEmpty()) {
            fail(attempt, failure.code(), failure.error(), failure.httpStatus(), 0);
            return;
        }
        Instant due = clock.instant().plus(wait.get());
        log.debug("{} failed ({}) and is tried again in {}", execution.articleId(), failure.error(), wait.get());
        List<Try> tries = attempt.tries(failure.httpStatus(), failure.code(), failure.error(), due);
        if (held.retryLater(execution, failed, due, tries)) {
            observer.on(
                    new Event.Retried(execution.articleId(), execution.entry().host(), failure.code(), failed, due));
        }
    }

    private void fail(Attempt attempt, ErrorCode code, String error, @Nullable Integer httpStatus, int bodyBytes) {
        Execution execution = attempt.execution();
        endings.accept(new Ending.Failed(
                execution,
                new Articles.Missed(
                        execution.articleId(),
                        code,
                        error,
                        httpStatus,
                        execution.task().attempt(),
                        clock.instant()),
                attempt.failed(bodyBytes, httpStatus, code, error)));
    }

    private void giveUp(Execution execution) {
        switch (execution.abortReason()) {
            case FENCED -> {
                log.debug("{} is left to whoever has it now", execution.articleId());
                held.forget(execution);
            }
            case UNWANTED -> held.dropUnwanted(execution);
            // The scraper was closed or interrupted by somebody else: others may do it.
            case STOPPING -> held.giveBack(execution);
            case null -> held.giveBack(execution);
        }
    }
}

package dev.gleaner.consumer.work;

import dev.gleaner.article.Articles;
import dev.gleaner.article.Articles.Version;
import dev.gleaner.article.ErrorCode;
import dev.gleaner.consumer.inflight.Execution;
import dev.gleaner.consumer.inflight.InFlight;
import dev.gleaner.consumer.politeness.PoliteFetcher;
import dev.gleaner.consumer.politeness.PoliteFetcher.Turn;
import dev.gleaner.consumer.settle.Ending;
import dev.gleaner.consumer.settle.EndingWriter;
import dev.gleaner.extract.ArticleExtractor;
import dev.gleaner.extract.Extraction;
import dev.gleaner.extract.Page;
import dev.gleaner.extract.RefusalCode;
import dev.gleaner.fetch.FetchOutcome;
import dev.gleaner.fetch.FetchRequest;
import dev.gleaner.queue.WorkQueue;
import dev.gleaner.task.Tasks;
import dev.gleaner.url.ArticleUrl;
import dev.gleaner.url.InvalidUrlException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Works on one article: fetches its page, reads it, and hands the ending over, or lets it wait for another attempt. */
final class Worker {
    private static final Logger log = LoggerFactory.getLogger(Worker.class);

    private final PoliteFetcher fetcher;
    private final ArticleExtractor extractor;
    private final Tasks tasks;
    private final WorkQueue queue;
    private final EndingWriter endings;
    private final InFlight inFlight;
    private final Backoff backoff;
    private final Duration timeout;
    private final InstantSource clock;
    private final RandomGenerator random;

    Worker(
            PoliteFetcher fetcher,
            ArticleExtractor extractor,
            Tasks tasks,
            WorkQueue queue,
            EndingWriter endings,
            InFlight inFlight,
            Backoff backoff,
            Duration timeout,
            InstantSource clock,
            RandomGenerator random) {
        this.fetcher = fetcher;
        this.extractor = extractor;
        this.tasks = tasks;
        this.queue = queue;
        this.endings = endings;
        this.inFlight = inFlight;
        this.backoff = backoff;
        this.timeout = timeout;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Runs on a thread of its own, which an abort interrupts. Never throws.
     *
     * @param version of the page that is stored, if there is one
     */
    void work(Execution run, @Nullable Version version) {
        Turn turn =
                run.begin(Thread.currentThread()) ? fetch(run, version) : new Turn.Ended(new FetchOutcome.Aborted());
        run.conclude();
        // An abort that came too late must not disturb the writing.
        Thread.interrupted();
        if (run.abortReason() != null) {
            turn = new Turn.Ended(new FetchOutcome.Aborted());
        }
        try {
            switch (turn) {
                case Turn.Ended ended -> end(run, ended.outcome());
                case Turn.Postponed notYet -> {
                    StoreOutage.waitOut("giving back " + run.articleId(), () -> giveBack(run));
                    inFlight.remove(run);
                }
            }
        } catch (RuntimeException | StackOverflowError fault) {
            log.error("{} could not be worked on", run.articleId(), fault);
            tryLater(run, ErrorCode.INTERNAL_ERROR, "Internal error", null, Optional.empty());
        }
    }

    private void end(Execution run, FetchOutcome outcome) {
        switch (outcome) {
            case FetchOutcome.Fetched page -> read(run, page);
            case FetchOutcome.NotModified still ->
                endings.settle(new Ending.Unchanged(
                        run, new Articles.Unchanged(run.articleId(), still.startedAt(), clock.instant())));
            case FetchOutcome.FailedForNow failed ->
                tryLater(
                        run,
                        failed.code(),
                        failed.error(),
                        failed.httpStatus(),
                        Optional.ofNullable(failed.retryAfter()));
            case FetchOutcome.FailedForGood failed -> fail(run, failed.code(), failed.error(), failed.httpStatus());
            case FetchOutcome.Aborted aborted -> giveUp(run);
        }
    }

    private Turn fetch(Execution run, @Nullable Version version) {
        try {
            FetchRequest request = run.task()
                    .options()
                    .request(ArticleUrl.parse(run.task().url()), timeout)
                    .unlessStill(
                            version == null
                                    ? null
                                    : new FetchRequest.Stored(version.url(), version.etag(), version.lastModified()));
            return fetcher.fetch(request, run.incarnation(), run.element());
        } catch (InvalidUrlException invalid) {
            return new Turn.Ended(new FetchOutcome.FailedForGood(ErrorCode.ADDRESS_REFUSED, invalid.reason(), null));
        } catch (RuntimeException fault) {
            log.error("The fetch of {} failed in our own code", run.task().url(), fault);
            return new Turn.Ended(
                    new FetchOutcome.FailedForNow(ErrorCode.INTERNAL_ERROR, "Internal error", null, null));
        }
    }

    private void read(Execution run, FetchOutcome.Fetched page) {
        Extraction extraction =
                extractor.extract(new Page(page.body(), page.charset(), page.contentType(), page.finalUrl()));
        switch (extraction) {
            case Extraction.Extracted extracted ->
                endings.settle(new Ending.Read(
                        run,
                        new Articles.Scraped(
                                run.articleId(),
                                extracted.article(),
                                page.finalUrl(),
                                page.httpStatus(),
                                page.etag(),
                                page.lastModified(),
                                run.task().attempt(),
                                page.startedAt(),
                                clock.instant())));
            case Extraction.NoArticle none -> fail(run, errorCode(none.code()), none.reason(), page.httpStatus());
        }
    }

    private void tryLater(
            Execution run, ErrorCode code, String error, @Nullable Integer httpStatus, Optional<Duration> askedFor) {
        int failed = run.task().attempt() + 1;
        Optional<Duration> wait = backoff.next(failed, askedFor, random);
        if (wait.isEmpty()) {
            fail(run, code, error, httpStatus);
            return;
        }
        Instant due = clock.instant().plus(wait.get());
        log.debug("{} failed ({}) and is tried again in {}", run.articleId(), error, wait.get());
        StoreOutage.waitOut("the retry of " + run.articleId(), () -> {
            if (tasks.retryLater(run.articleId(), run.claim(), failed, due)) {
                queue.defer(run.incarnation(), Map.of(run.element(), due));
            } else {
                queue.ack(run.incarnation(), List.of(run.element()));
            }
        });
        inFlight.remove(run);
    }

    private void fail(Execution run, ErrorCode code, String error, @Nullable Integer httpStatus) {
        endings.settle(new Ending.Failed(
                run,
                new Articles.Missed(
                        run.articleId(), code, error, httpStatus, run.task().attempt(), clock.instant())));
    }

    private void giveUp(Execution run) {
        Execution.AbortReason reason = Optional.ofNullable(run.abortReason()).orElse(Execution.AbortReason.STOPPING);
        switch (reason) {
            case FENCED -> log.debug("{} is left to whoever has it now", run.articleId());
            case UNWANTED ->
                StoreOutage.waitOut("letting go of " + run.articleId(), () -> {
                    if (tasks.removeUnwanted(run.articleId(), run.claim())) {
                        queue.ack(run.incarnation(), List.of(run.element()));
                    } else {
                        giveBack(run);
                    }
                });
            case STOPPING -> StoreOutage.waitOut("giving back " + run.articleId(), () -> giveBack(run));
        }
        inFlight.remove(run);
    }

    /** The task first: an element that comes back before its task is queued again would be taken for void. */
    private void giveBack(Execution run) {
        tasks.giveBack(Map.of(run.articleId(), run.claim()));
        queue.giveBack(run.incarnation(), List.of(run.element()));
    }

    /** Extraction has codes of its own: it knows nothing of jobs and of what is stored. */
    private static ErrorCode errorCode(RefusalCode code) {
        return switch (code) {
            case NO_ARTICLE -> ErrorCode.NO_ARTICLE;
            case CHALLENGE_PAGE -> ErrorCode.CHALLENGE_PAGE;
            case CONSENT_WALL -> ErrorCode.CONSENT_WALL;
            case SOFT_NOT_FOUND -> ErrorCode.SOFT_NOT_FOUND;
            case INDEX_PAGE -> ErrorCode.INDEX_PAGE;
            case NEEDS_JAVASCRIPT -> ErrorCode.NEEDS_JAVASCRIPT;
        };
    }
}

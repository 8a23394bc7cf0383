package dev.gleaner.consumer.scrape;

import dev.gleaner.article.Articles.Version;
import dev.gleaner.article.ErrorCode;
import dev.gleaner.article.FetchFacts;
import dev.gleaner.consumer.inflight.Execution;
import dev.gleaner.consumer.politeness.PoliteFetcher;
import dev.gleaner.consumer.politeness.PoliteFetcher.Turn;
import dev.gleaner.consumer.reading.BodyMemory;
import dev.gleaner.consumer.reading.ReadPage;
import dev.gleaner.consumer.reading.ReadingPool;
import dev.gleaner.event.Event;
import dev.gleaner.event.Observer;
import dev.gleaner.extract.Extraction;
import dev.gleaner.extract.Page;
import dev.gleaner.extract.RefusalCode;
import dev.gleaner.fetch.BodyRoom;
import dev.gleaner.fetch.FetchOutcome;
import dev.gleaner.fetch.FetchRequest;
import dev.gleaner.url.ArticleUrl;
import dev.gleaner.url.InvalidUrlException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches the page of an article politely and reads the article out of it. */
public final class PageScraper implements Scraper {
    private static final Logger log = LoggerFactory.getLogger(PageScraper.class);
    private static final int NOT_MODIFIED = 304;

    private final PoliteFetcher fetcher;
    private final BodyMemory bodies;
    private final ReadingPool reading;
    private final Duration timeout;
    private final Observer observer;

    /** @param timeout of the whole fetch, for tasks that ask for no shorter one */
    public PageScraper(
            PoliteFetcher fetcher, BodyMemory bodies, ReadingPool reading, Duration timeout, Observer observer) {
        this.fetcher = fetcher;
        this.bodies = bodies;
        this.reading = reading;
        this.timeout = timeout;
        this.observer = observer;
    }

    @Override
    public ScrapeOutcome scrape(Execution execution, @Nullable Version stored) {
        if (execution.task().options().unreadable()) {
            return new ScrapeOutcome.FailedForGood(
                    ErrorCode.INTERNAL_ERROR,
                    "The headers of the job cannot be read: the key they were stored with is not known (SECRET_KEY)",
                    null);
        }
        FetchRequest request;
        try {
            request = execution
                    .task()
                    .options()
                    .request(ArticleUrl.parse(execution.task().url()), timeout)
                    .unlessStill(
                            stored == null
                                    ? null
                                    : new FetchRequest.Stored(stored.url(), stored.etag(), stored.lastModified()));
        } catch (InvalidUrlException invalid) {
            return new ScrapeOutcome.FailedForGood(ErrorCode.ADDRESS_REFUSED, invalid.reason(), null);
        }
        try (BodyMemory.Share share = bodies.share()) {
            return scrape(execution, request, share);
        }
    }

    /** @param share what the body may take, until the page is read */
    private ScrapeOutcome scrape(Execution execution, FetchRequest request, BodyMemory.Share share) {
        long began = System.nanoTime();
        Turn turn = ScopedValue.where(BodyRoom.CURRENT, share)
                .call(() ->
                        fetcher.fetch(request, execution.task().pace(), execution.incarnation(), execution.entry()));
        return switch (turn) {
            case Turn.Postponed postponed -> new ScrapeOutcome.Postponed();
            case Turn.Ended(FetchOutcome.FailedForNow failed)
            when share.refused() -> {
                log.info("{} waits for others to be read: there is no room for its page", execution.articleId());
                yield new ScrapeOutcome.Postponed();
            }
            case Turn.Ended(FetchOutcome outcome) -> {
                Duration took = since(began);
                tell(execution, outcome, took);
                yield of(execution, outcome, took);
            }
        };
    }

    /** @param took the fetch, with what was waited for before it */
    private ScrapeOutcome of(Execution execution, FetchOutcome outcome, Duration took) {
        return switch (outcome) {
            case FetchOutcome.Fetched page -> read(execution, page, took);
            case FetchOutcome.NotModified still -> new ScrapeOutcome.NotModified(still.startedAt());
            case FetchOutcome.FailedForNow failed ->
                new ScrapeOutcome.FailedForNow(failed.code(), failed.error(), failed.httpStatus(), failed.retryAfter());
            case FetchOutcome.FailedForGood failed ->
                new ScrapeOutcome.FailedForGood(failed.code(), failed.error(), failed.httpStatus());
            case FetchOutcome.Busy busy -> new ScrapeOutcome.Deferred(busy.retryAfter());
            case FetchOutcome.Aborted aborted -> new ScrapeOutcome.Aborted();
        };
    }

    private ScrapeOutcome read(Execution execution, FetchOutcome.Fetched page, Duration fetched) {
        long began = System.nanoTime();
        ReadPage read;
        try {
            read = reading.read(
                    new Page(page.body(), page.charset(), page.contentType(), page.finalUrl()),
                    execution.entry().lane(),
                    execution::reading);
        } catch (InterruptedException aborted) {
            Thread.currentThread().interrupt();
            return new ScrapeOutcome.Aborted();
        }
        Duration took = read.took();
        return switch (read.extraction()) {
            case Extraction.Stopped stopped -> new ScrapeOutcome.Aborted();
            case Extraction.Extracted extracted -> {
                observer.on(new Event.Extracted(execution.articleId(), host(execution), null, took));
                yield new ScrapeOutcome.Scraped(
                        extracted.article(),
                        null,
                        new Version(page.finalUrl(), page.etag(), page.lastModified()),
                        page.finalUrl(),
                        page.httpStatus(),
                        page.body().length,
                        page.startedAt(),
                        facts(page.facts(), fetched, since(began)));
            }
            case Extraction.NoArticle none -> {
                ErrorCode code = errorCode(none.code());
                observer.on(new Event.Extracted(execution.articleId(), host(execution), code, took));
                yield new ScrapeOutcome.FailedForGood(code, none.reason(), page.httpStatus(), page.body().length);
            }
        };
    }

    private static @Nullable FetchFacts facts(@Nullable FetchFacts seen, Duration fetched, Duration read) {
        return seen == null
                ? null
                : seen.with(seen.timings()
                        .waited(Math.max(0, fetched.toMillis() - seen.timings().fetched()))
                        .read(read.toMillis()));
    }

    private void tell(Execution execution, FetchOutcome outcome, Duration took) {
        switch (outcome) {
            case FetchOutcome.Fetched page -> tell(execution, null, page.httpStatus(), page.body().length, took);
            case FetchOutcome.NotModified still -> tell(execution, null, NOT_MODIFIED, 0, took);
            case FetchOutcome.FailedForNow failed -> tell(execution, failed.code(), failed.httpStatus(), 0, took);
            case FetchOutcome.FailedForGood failed -> tell(execution, failed.code(), failed.httpStatus(), 0, took);
            case FetchOutcome.Busy busy -> {
                // Nothing was fetched.
            }
            case FetchOutcome.Aborted aborted -> {
                // It says nothing of the page or of the host.
            }
        }
    }

    private void tell(
            Execution execution, @Nullable ErrorCode error, @Nullable Integer httpStatus, long bytes, Duration took) {
        observer.on(new Event.Fetched(execution.articleId(), host(execution), error, httpStatus, bytes, took));
    }

    private static String host(Execution execution) {
        return execution.entry().host();
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
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
            case TOO_LARGE -> ErrorCode.TOO_LARGE;
            case EXTRACTION_TIMEOUT -> ErrorCode.EXTRACTION_TIMEOUT;
        };
    }
}

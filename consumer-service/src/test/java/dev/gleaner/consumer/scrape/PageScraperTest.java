package dev.gleaner.consumer.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.gleaner.article.Articles.Version;
import dev.gleaner.article.ErrorCode;
import dev.gleaner.consumer.inflight.Execution;
import dev.gleaner.consumer.politeness.HostBreakers;
import dev.gleaner.consumer.politeness.PoliteFetcher;
import dev.gleaner.consumer.politeness.RobotsRules;
import dev.gleaner.consumer.reading.BodyMemory;
import dev.gleaner.consumer.reading.Clocks;
import dev.gleaner.consumer.reading.ReadingPool;
import dev.gleaner.event.Event;
import dev.gleaner.extract.ArticleExtractor;
import dev.gleaner.fetch.AddressPolicy;
import dev.gleaner.fetch.FetchLimits;
import dev.gleaner.fetch.FetchOptions;
import dev.gleaner.fetch.Fetcher;
import dev.gleaner.fetch.JobPace;
import dev.gleaner.queue.HostPace;
import dev.gleaner.queue.Lane;
import dev.gleaner.queue.QueueEntry;
import dev.gleaner.task.Task;
import dev.gleaner.task.TaskState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PageScraperTest {
    private static final Instant NOW = Instant.parse("2026-11-25T06:00:00Z");
    private static final String ARTICLE = "<html lang=en><title>The bridge</title><article><h1>The bridge</h1><p>"
            + "The river rose through the night, and the fields were under water.</p></article>";

    private final Fetcher fetcher = new Fetcher(
            AddressPolicy.of("127.0.0.0/8", "1-65535"),
            FetchLimits.defaults(),
            "Gleaner/0.1",
            InstantSource.fixed(NOW));
    private final List<Event> events = new ArrayList<>();
    private final List<Throwable> faults = new CopyOnWriteArrayList<>();
    private final ReadingPool reading = new ReadingPool(
            new ArticleExtractor(),
            new ReadingPool.Limits(1, 1_000, Duration.ofMinutes(1), 100_000_000),
            Clocks.system(),
            (thread, fault) -> faults.add(fault));
    private final PageScraper scraper = new PageScraper(
            new PoliteFetcher(
                    fetcher, RobotsRules.IGNORED, new HostBreakers(), new Anywhere(), InstantSource.fixed(NOW)),
            new BodyMemory(10_000_000),
            reading,
            Duration.ofSeconds(30),
            events::add);
    private @Nullable HttpServer site;
    private int status = 200;
    private String body = ARTICLE;

    @BeforeEach
    void start() throws IOException {
        site = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        site.createContext("/", exchange -> {
            try (exchange) {
                byte[] page = body.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "text/html");
                exchange.getResponseHeaders().set("ETag", "\"1\"");
                exchange.sendResponseHeaders(status, status == 304 ? -1 : page.length);
                if (status != 304) {
                    exchange.getResponseBody().write(page);
                }
            }
        });
        site.start();
    }

    @AfterEach
    void stop() {
        reading.close();
        fetcher.close();
        assertThat(faults).isEmpty();
        site.stop(0);
    }

    @Test
    void anArticleIsFetchedAndRead() {
        ScrapeOutcome outcome = scraper.scrape(execution(url()), null);

        assertThat(outcome).isInstanceOfSatisfying(ScrapeOutcome.Scraped.class, found -> {
            assertThat(found.content().title()).isEqualTo("The bridge");
            assertThat(found.version()).isEqualTo(new Version(url(), "\"1\"", null));
            assertThat(found.httpStatus()).isEqualTo(200);
            assertThat(found.startedAt()).isEqualTo(NOW);
        });
        assertFetched(null, 200, ARTICLE.length());
        assertThat(events.get(1)).isInstanceOfSatisfying(Event.Extracted.class, extracted -> {
            assertThat(extracted.articleId()).isEqualTo("art_1");
            assertThat(extracted.refusal()).isNull();
        });
    }

    @Test
    void aPageWithoutAnArticleIsRefusedForGood() {
        body = "<html><title>Nothing</title>";

        ScrapeOutcome outcome = scraper.scrape(execution(url()), null);

        assertThat(outcome)
                .isEqualTo(new ScrapeOutcome.FailedForGood(
                        ErrorCode.NO_ARTICLE, "The page holds no article text", 200, body.length()));
        assertThat(events.get(1))
                .isInstanceOfSatisfying(
                        Event.Extracted.class,
                        extracted -> assertThat(extracted.refusal()).isEqualTo(ErrorCode.NO_ARTICLE));
    }

    @Test
    void aPageThatHasNotChangedIsNotRead() {
        status = 304;

        ScrapeOutcome outcome = scraper.scrape(execution(url()), new Version(url(), "\"1\"", null));

        assertThat(outcome).isEqualTo(new ScrapeOutcome.NotModified(NOW));
        assertFetched(null, 304, 0);
        assertThat(events).hasSize(1);
    }

    @Test
    void aPageThatIsGoneFailsForGood() {
        status = 404;

        assertThat(scraper.scrape(execution(url()), null))
                .isInstanceOfSatisfying(
                        ScrapeOutcome.FailedForGood.class,
                        failed -> assertThat(failed.httpStatus()).isEqualTo(404));
        assertFetched(ErrorCode.HTTP_ERROR, 404, 0);
    }

    @Test
    void aServerThatIsBusyFailsForNow() {
        status = 503;

        assertThat(scraper.scrape(execution(url()), null))
                .isInstanceOfSatisfying(
                        ScrapeOutcome.FailedForNow.class,
                        failed -> assertThat(failed.code()).isEqualTo(ErrorCode.HTTP_RETRYABLE));
        assertFetched(ErrorCode.HTTP_RETRYABLE, 503, 0);
    }

    @Test
    void anInterruptedAttemptSaysNothing() {
        Thread.currentThread().interrupt();
        try {
            assertThat(scraper.scrape(execution(url()), null)).isEqualTo(new ScrapeOutcome.Aborted());
        } finally {
            Thread.interrupted();
        }
        assertThat(events).isEmpty();
    }

    @Test
    void whatIsNoAddressIsNotAskedFor() {
        assertThat(scraper.scrape(execution("ftp://site.example/a"), null))
                .isInstanceOfSatisfying(
                        ScrapeOutcome.FailedForGood.class,
                        failed -> assertThat(failed.code()).isEqualTo(ErrorCode.ADDRESS_REFUSED));
        assertThat(events).isEmpty();
    }

    private void assertFetched(@Nullable ErrorCode error, int httpStatus, long bytes) {
        assertThat(events.getFirst()).isInstanceOfSatisfying(Event.Fetched.class, fetched -> {
            assertThat(fetched.articleId()).isEqualTo("art_1");
            assertThat(fetched.host()).isEqualTo("127.0.0.1");
            assertThat(fetched.error()).isEqualTo(error);
            assertThat(fetched.httpStatus()).isEqualTo(httpStatus);
            assertThat(fetched.bytes()).isEqualTo(bytes);
            assertThat(fetched.took()).isPositive();
        });
    }

    private String url() {
        return "http://127.0.0.1:" + site.getAddress().getPort() + "/bridge";
    }

    private static Execution execution(String url) {
        Task task = new Task(
                "art_1",
                url,
                "127.0.0.1",
                FetchOptions.NONE,
                JobPace.USUAL,
                TaskState.RUNNING,
                List.of(),
                Instant.EPOCH,
                Lane.HIGH,
                "v",
                false,
                0,
                0,
                0,
                false,
                "claim",
                null,
                null,
                NOW);
        return new Execution(QueueEntry.fresh("art_1", "v", Lane.HIGH, 0, "127.0.0.1"), task, "here", "claim");
    }

    /** Any host may be asked at any time. */
    private static final class Anywhere implements HostPace {
        @Override
        public Optional<Pause> complained(Complaint complaint) {
            return Optional.empty();
        }

        @Override
        public void answered(QueueEntry entry) {
            // Nobody counts it.
        }

        @Override
        public void fetched(String incarnation, Collection<QueueEntry> entries) {
            // Nobody waits for the host.
        }

        @Override
        public boolean ownPace(
                String incarnation,
                QueueEntry entry,
                @Nullable Duration delay,
                @Nullable Integer mostAtOnce,
                Duration attempt) {
            return true;
        }

        @Override
        public boolean crawlDelay(String incarnation, QueueEntry entry, Duration delay) {
            return true;
        }
    }
}

package dev.gleaner.consumer.politeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.gleaner.article.ErrorCode;
import dev.gleaner.consumer.politeness.PoliteFetcher.Turn;
import dev.gleaner.fetch.AddressPolicy;
import dev.gleaner.fetch.FetchLimits;
import dev.gleaner.fetch.FetchOptions;
import dev.gleaner.fetch.FetchOutcome;
import dev.gleaner.fetch.FetchOutcome.FailedForGood;
import dev.gleaner.fetch.FetchOutcome.FailedForNow;
import dev.gleaner.fetch.FetchOutcome.Fetched;
import dev.gleaner.fetch.Fetcher;
import dev.gleaner.fetch.JobPace;
import dev.gleaner.queue.HostPace;
import dev.gleaner.queue.Lane;
import dev.gleaner.queue.QueueEntry;
import dev.gleaner.store.StoreAwayException;
import dev.gleaner.store.StoreAwayException.Kind;
import dev.gleaner.store.StoreAwayException.Store;
import dev.gleaner.testkit.FreePorts;
import dev.gleaner.url.ArticleUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class PolitenessTest {
    private static final String USER_AGENT = "Gleaner/0.1 (+https://example.org/bot)";
    private static final FailedForGood BLOCKED =
            new FailedForGood(ErrorCode.ROBOTS_REFUSED, "Blocked by robots.txt", null);

    private final Site site = Site.start();
    private final Files files = new Files();
    private final Hosts hosts = new Hosts();
    private volatile Instant now = Instant.parse("2026-11-25T06:00:00Z");
    private final InstantSource clock = () -> now;
    private final Fetcher fetcher = new Fetcher(
            AddressPolicy.of("127.0.0.0/8", "1-65535"),
            FetchLimits.defaults().withConnectionsPerHost(64),
            USER_AGENT,
            clock);
    private final PoliteFetcher polite = process();

    @AfterEach
    void close() {
        fetcher.close();
        site.close();
    }

    @Test
    void whatRobotsForbidsIsNotAskedFor() {
        site.robots(200, "User-agent: *\nDisallow: /private\nAllow: /private/open\n");

        assertThat(fetch("/private/a")).isEqualTo(BLOCKED);
        assertThat(fetch("/private/open/a")).isInstanceOf(Fetched.class);
        assertThat(fetch("/public")).isInstanceOf(Fetched.class);
        assertThat(site.asked()).containsExactly("/robots.txt", "/private/open/a", "/public");
    }

    @Test
    void theRulesForOurProductComeBeforeThoseForAll() {
        site.robots(200, "User-agent: gleaner\nDisallow: /a\n\nUser-agent: *\nDisallow: /b\n");

        assertThat(fetch("/a")).isEqualTo(BLOCKED);
        assertThat(fetch("/b")).isInstanceOf(Fetched.class);
    }

    @Test
    void whoIntroducesItselfOtherwiseIsJudgedByTheRulesForThatName() {
        site.robots(200, "User-agent: gleaner\nDisallow: /a\n\nUser-agent: reader\nDisallow: /b\n");
        FetchOptions reader = FetchOptions.NONE.withUserAgent("Reader/2 (+https://example.com)");

        assertThat(fetch("/a")).isEqualTo(BLOCKED);
        assertThat(turn(polite, site.url("/b"), reader)).isEqualTo(new Turn.Ended(BLOCKED));
        assertThat(((Turn.Ended) turn(polite, site.url("/a"), reader)).outcome())
                .isInstanceOf(Fetched.class);
        assertThat(fetch("/b")).isInstanceOf(Fetched.class);
        // Each name asks for the file once, for the whole fleet.
        assertThat(site.asked()).containsExactly("/robots.txt", "/robots.txt", "/a", "/b");
        now = now.plus(Duration.ofMinutes(11));
        assertThat(ended(process(), site.url("/b"))).isInstanceOf(Fetched.class);
        assertThat(turn(process(), site.url("/b"), reader)).isEqualTo(new Turn.Ended(BLOCKED));
        assertThat(site.asked()).filteredOn("/robots.txt"::equals).hasSize(2);
    }

    @Test
    void thePaceOfAJobIsToldBeforeAnythingIsAskedFor() {
        FetchOptions careful = FetchOptions.NONE.withPace(new JobPace(Duration.ofSeconds(5), 1));
        hosts.turnHasCome = false;

        assertThat(turn(polite, site.url("/a"), careful)).isEqualTo(new Turn.Postponed());
        assertThat(site.asked()).isEmpty();
        hosts.turnHasCome = true;
        assertThat(turn(polite, site.url("/a"), careful)).isInstanceOf(Turn.Ended.class);
        assertThat(hosts.ownPaces).containsExactly("PT5S 1", "PT5S 1");
        assertThat(fetch("/b")).isInstanceOf(Fetched.class);
        assertThat(hosts.ownPaces).hasSize(2);
    }

    @Test
    void aPaceThatCannotBeToldIsKeptAllTheSame() {
        hosts.fault = new StoreAwayException(Store.REDIS, Kind.AWAY, new IllegalStateException("no answer"));

        assertThat(turn(polite, site.url("/a"), FetchOptions.NONE.withPace(new JobPace(null, 1))))
                .isEqualTo(new Turn.Postponed());
        assertThat(site.asked()).isEmpty();
    }

    @Test
    void theHostIsFreeForOthersWhenTheAnswerIsReadAndNotWhenItWasNeverAsked() {
        hosts.turnHasCome = false;
        turn(polite, site.url("/a"), FetchOptions.NONE.withPace(new JobPace(Duration.ofSeconds(5), 1)));
        assertThat(hosts.fetched).isEmpty();

        fetch("/b");

        await().untilAsserted(() -> assertThat(hosts.fetched).containsExactly("me art_1"));
    }

    @Test
    void whoDoesNotObeyDoesNotEvenAsk() {
        site.robots(200, "User-agent: *\nDisallow: /\n");
        PoliteFetcher rude = new PoliteFetcher(fetcher, RobotsRules.IGNORED, new HostBreakers(), hosts, clock);

        assertThat(ended(rude, site.url("/a"))).isInstanceOf(Fetched.class);
        assertThat(site.asked()).containsExactly("/a");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 410, 429, 451})
    void aFileThatIsNotThereAllowsEverything(int status) {
        site.robots(status, "User-agent: *\nDisallow: /\n");

        assertThat(fetch("/a")).isInstanceOf(Fetched.class);
    }

    @ParameterizedTest
    @CsvSource({"500, 500 Internal Server Error", "503, 503 Service Unavailable"})
    void aServerThatFailsOnItAllowsNothingForNowAndIsNotAskedAgainAtOnce(int status, String reason) {
        site.robots(status, "");

        FailedForNow first = (FailedForNow) fetch("/a");

        assertThat(first.code()).isEqualTo(ErrorCode.ROBOTS_UNAVAILABLE);
        assertThat(first.error()).isEqualTo("robots.txt could not be fetched: " + reason);
        assertThat(first.httpStatus()).isEqualTo(status);
        assertThat(fetch("/b")).isEqualTo(first);
        assertThat(ended(process(), site.url("/c"))).isEqualTo(first);
        assertThat(site.asked()).containsExactly("/robots.txt");
    }

    @Test
    void aHostThatCannotBeReachedIsThatAndNotAMatterOfRobots() {
        assertThat(ended(polite, "http://127.0.0.1:" + FreePorts.next() + "/"))
                .isEqualTo(new FailedForNow(ErrorCode.HOST_UNREACHABLE, "Host could not be reached", null, null));
    }

    @Test
    void theFleetAsksForItOnceADay() {
        site.robots(200, "User-agent: *\nDisallow: /private\n");

        assertThat(fetch("/a")).isInstanceOf(Fetched.class);
        assertThat(fetch("/b")).isInstanceOf(Fetched.class);
        assertThat(ended(process(), site.url("/private"))).isEqualTo(BLOCKED);
        assertThat(site.asked("/robots.txt")).isEqualTo(1);
        assertThat(files.lengths.values()).containsOnly(Duration.ofHours(24));

        files.kept.clear();
        now = now.plus(Duration.ofHours(1));
        assertThat(fetch("/c")).isInstanceOf(Fetched.class);
        assertThat(site.asked("/robots.txt")).isEqualTo(2);
    }

    @Test
    void theFleetKeepsOnlyWhatHoldsForUs() {
        site.robots(
                200,
                "Sitemap: https://site.example/a.xml\nUser-agent: other\nDisallow: /x\n\nUser-agent: gleaner\n"
                        + "Disallow: /private # ours\nDisallow: /private\nCrawl-delay: 1.5\n");

        fetch("/a");

        assertThat(files.kept.values())
                .containsExactly(new RobotsFile.Reduced(
                        "gleaner", "User-agent: gleaner\nDisallow: /private\nCrawl-delay: 1.500\n"));
    }

    @Test
    void rulesThatWereKeptForAnotherProductAreNotOurs() {
        site.robots(200, "User-agent: gleaner\nDisallow: /a\n");
        files.kept.put(site.url(""), new RobotsFile.Reduced("other", "User-agent: other\n"));

        assertThat(fetch("/a")).isEqualTo(BLOCKED);
    }

    @Test
    void aWholeFileThatAnEarlierVersionKeptIsObeyed() {
        files.kept.put(site.url(""), new RobotsFile.Whole("User-agent: *\nDisallow: /a\n"));

        assertThat(fetch("/a")).isEqualTo(BLOCKED);
        assertThat(site.asked()).isEmpty();
    }

    @Test
    void whatIsTooLargeForTheFleetIsFetchedOnceADayByTheProcess() {
        site.robots(200, "User-agent: *\nDisallow: /private\n");
        files.full = true;

        assertThat(fetch("/private")).isEqualTo(BLOCKED);
        now = now.plus(Duration.ofHours(23));
        assertThat(fetch("/private")).isEqualTo(BLOCKED);
        assertThat(site.asked("/robots.txt")).isEqualTo(1);
        now = now.plus(Duration.ofHours(2));
        assertThat(fetch("/private")).isEqualTo(BLOCKED);
        assertThat(site.asked("/robots.txt")).isEqualTo(2);
    }

    @Test
    void manyArticlesOfASiteAskForItTogether() throws Exception {
        site.robots(200, "User-agent: *\nDisallow: /private\n").hold();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<FetchOutcome>> outcomes = IntStream.range(0, 50)
                    .mapToObj(i -> threads.submit(() -> fetch("/private/" + i)))
                    .toList();
            await().until(() -> site.asked().size() == 1);
            site.release();
            for (Future<FetchOutcome> outcome : outcomes) {
                assertThat(outcome.get()).isEqualTo(BLOCKED);
            }
        }
        assertThat(site.asked()).containsExactly("/robots.txt");
    }

    @Test
    void aRedirectIntoAForbiddenPathIsNotFollowed() {
        site.robots(200, "User-agent: *\nDisallow: /private\n").on("/way", 302, "Location", "/private/a", "");

        assertThat(fetch("/way")).isEqualTo(BLOCKED);
        assertThat(site.asked()).containsExactly("/robots.txt", "/way");
    }

    @ParameterizedTest
    @CsvSource({"2, PT2S", "0.5, PT0.5S", "30, PT30S", "3600, PT30S"})
    void aCrawlDelayIsToldToTheFleetUpToThirtySeconds(String asked, Duration told) {
        site.robots(200, "User-agent: *\nCrawl-delay: " + asked + "\n");

        assertThat(fetch("/a")).isInstanceOf(Fetched.class);
        assertThat(hosts.crawlDelays).containsExactly(told);
    }

    @Test
    void anArticleWhoseTurnHasNotComeGoesBackWithoutARequest() {
        site.robots(200, "User-agent: *\nCrawl-delay: 5\n");
        hosts.turnHasCome = false;

        assertThat(turn(polite, site.url("/a"))).isEqualTo(new Turn.Postponed());
        assertThat(site.asked()).containsExactly("/robots.txt");
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void aHostThatAsksForFewerRequestsIsToldToTheFleet(int status) {
        site.robots(404, "").on("/a", status, "Retry-After", "7", "").on("/b", status, "X-A", "b", "");

        fetch("/a");
        fetch("/b");

        assertThat(hosts.complaints)
                .extracting(HostPace.Complaint::status, HostPace.Complaint::asked, HostPace.Complaint::robots)
                .containsExactly(tuple(status, Duration.ofSeconds(7), false), tuple(status, null, false));
        assertThat(hosts.answered).isZero();
    }

    @Test
    void anAnswerThatIsNoComplaintIsToldToo() {
        site.robots(404, "").on("/gone", 410, "X-A", "b", "").on("/broken", 500, "X-A", "b", "");

        fetch("/a");
        fetch("/gone");
        fetch("/broken");

        assertThat(hosts.answered).as("a page and one that is gone").isEqualTo(2);
        assertThat(hosts.complaints).isEmpty();
    }

    @Test
    void aRobotsFileThatIsRefusedSpeaksForTheHost() {
        site.robots(503, "");

        fetch("/a");

        assertThat(hosts.complaints)
                .singleElement()
                .satisfies(told -> assertThat(told.robots()).isTrue());
    }

    @Test
    void anArticleWhoseHostIsPausedForItComesBackAfterThePauseAndNotAsTheFirst() {
        site.robots(404, "").on("/a", 503, "X-A", "b", "").on("/b", 503, "Retry-After", "7", "");
        hosts.pause = Optional.of(new HostPace.Pause(Duration.ofSeconds(3), Duration.ofSeconds(4)));

        assertThat(((FailedForNow) fetch("/a")).retryAfter()).isEqualTo(Duration.ofSeconds(7));
        assertThat(((FailedForNow) fetch("/b")).retryAfter()).isEqualTo(Duration.ofSeconds(7));

        hosts.pause = Optional.empty();
        assertThat(((FailedForNow) fetch("/a")).retryAfter()).isNull();
    }

    @Test
    void aHostThatIsDownIsNotAskedWithEveryArticle() throws Exception {
        try (ServerSocket cutting = new ServerSocket(0, 500, InetAddress.ofLiteral("127.0.0.1"))) {
            AtomicInteger connections = new AtomicInteger();
            Thread accepting = Thread.ofVirtual().start(() -> {
                while (!cutting.isClosed()) {
                    try {
                        cutting.accept().close();
                        connections.incrementAndGet();
                    } catch (IOException ended) {
                        return;
                    }
                }
            });
            String url = "http://127.0.0.1:" + cutting.getLocalPort() + "/";
            for (int i = 0; i < HostBreakers.CALLS_THAT_DECIDE; i++) {
                assertThat(((FailedForNow) ended(polite, url)).retryAfter()).isNull();
            }

            for (int i = 0; i < 100; i++) {
                assertThat(ended(polite, url))
                        .isEqualTo(new FailedForNow(
                                ErrorCode.HOST_UNREACHABLE, "Host could not be reached", null, HostBreakers.OPEN));
            }

            assertThat(ended(polite, site.url("/other"))).isInstanceOf(Fetched.class);
            cutting.close();
            accepting.join();
            assertThat(connections.get()).isLessThanOrEqualTo(HostBreakers.CALLS_THAT_DECIDE + 1);
        }
    }

    @Test
    void ofVeryManyHostsOnlySomeAreRemembered() {
        HostBreakers breakers = new HostBreakers();
        for (int i = 0; i < 30_000; i++) {
            assertThat(breakers.objection("host" + i + ":80")).isEmpty();
            breakers.ended("host" + i + ":80", new FetchOutcome.Aborted(), Duration.ZERO);
        }

        assertThat(breakers.size()).isLessThanOrEqualTo(10_000);
    }

    @Test
    void aFleetThatCannotBeAskedKeepsNoArticleFromBeingFetched() {
        site.robots(200, "User-agent: *\nCrawl-delay: 5\nDisallow: /private\n").on("/busy", 429, "X-A", "b", "");
        StoreAwayException away = new StoreAwayException(Store.REDIS, Kind.AWAY, new IOException("cut"));
        files.fault = away;
        hosts.fault = away;

        assertThat(fetch("/a")).isInstanceOf(Fetched.class);
        assertThat(fetch("/private")).isEqualTo(BLOCKED);
        assertThat(((FailedForNow) fetch("/busy")).httpStatus()).isEqualTo(429);
    }

    @Test
    void aBugInAnAdapterIsNotTakenForAFleetThatIsAway() {
        files.fault = new IllegalStateException("a bug");

        assertThatIllegalStateException().isThrownBy(() -> fetch("/a")).withMessage("a bug");
        assertThat(site.asked()).isEmpty();
    }

    @Test
    void aUserAgentWithoutAProductNameIsSaid() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Robots(fetcher, files, "42", clock))
                .withMessageStartingWith("USER_AGENT must begin with a product name");
    }

    private PoliteFetcher process() {
        return new PoliteFetcher(
                fetcher, new Robots(fetcher, files, USER_AGENT, clock), new HostBreakers(), hosts, clock);
    }

    private FetchOutcome fetch(String path) {
        return ended(polite, site.url(path));
    }

    private static FetchOutcome ended(PoliteFetcher fetcher, String url) {
        return ((Turn.Ended) turn(fetcher, url)).outcome();
    }

    private static Turn turn(PoliteFetcher fetcher, String url) {
        return turn(fetcher, url, FetchOptions.NONE);
    }

    private static Turn turn(PoliteFetcher fetcher, String url, FetchOptions options) {
        ArticleUrl parsed = ArticleUrl.parse(url);
        return fetcher.fetch(
                options.request(parsed, Duration.ofSeconds(20)),
                options.pace(),
                "me",
                QueueEntry.fresh("art_1", "v", Lane.HIGH, 0, parsed.host()));
    }

    /** What the fleet keeps, without a Redis. */
    private static final class Files implements RobotsFiles {
        final Map<String, RobotsFile> kept = new ConcurrentHashMap<>();
        final Map<String, Duration> lengths = new ConcurrentHashMap<>();
        boolean full;

        @Nullable
        RuntimeException fault;

        @Override
        public Optional<RobotsFile> find(String origin) {
            if (fault != null) {
                throw fault;
            }
            return Optional.ofNullable(kept.get(origin));
        }

        @Override
        public boolean keep(String origin, RobotsFile file, Duration length) {
            if (fault != null) {
                throw fault;
            }
            if (full) {
                return false;
            }
            kept.put(origin, file);
            lengths.put(origin, length);
            return true;
        }
    }

    /** A queue that notes what it is told of hosts. */
    private static final class Hosts implements HostPace {
        final List<Complaint> complaints = new ArrayList<>();
        final List<Duration> crawlDelays = new ArrayList<>();
        final List<String> ownPaces = new ArrayList<>();
        final Queue<String> fetched = new ConcurrentLinkedQueue<>();
        int answered;
        boolean turnHasCome = true;
        Optional<Pause> pause = Optional.empty();

        @Nullable
        RuntimeException fault;

        @Override
        public Optional<Pause> complained(Complaint complaint) {
            if (fault != null) {
                throw fault;
            }
            complaints.add(complaint);
            return pause;
        }

        @Override
        public void answered(QueueEntry entry) {
            if (fault != null) {
                throw fault;
            }
            answered++;
        }

        @Override
        public void fetched(String incarnation, Collection<QueueEntry> entries) {
            entries.forEach(entry -> fetched.add(incarnation + " " + entry.articleId()));
        }

        @Override
        public boolean ownPace(
                String incarnation,
                QueueEntry entry,
                @Nullable Duration delay,
                @Nullable Integer mostAtOnce,
                Duration attempt) {
            if (fault != null) {
                throw fault;
            }
            ownPaces.add("%s %s".formatted(delay, mostAtOnce));
            return turnHasCome;
        }

        @Override
        public boolean crawlDelay(String incarnation, QueueEntry entry, Duration delay) {
            if (fault != null) {
                throw fault;
            }
            crawlDelays.add(delay);
            return turnHasCome;
        }
    }
}

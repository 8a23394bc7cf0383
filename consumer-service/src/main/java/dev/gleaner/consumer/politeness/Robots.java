package dev.gleaner.consumer.politeness;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import crawlercommons.robots.BaseRobotRules;
import crawlercommons.robots.SimpleRobotRulesParser;
import dev.gleaner.article.ErrorCode;
import dev.gleaner.fetch.FetchOutcome;
import dev.gleaner.fetch.FetchRequest;
import dev.gleaner.fetch.FetchRequest.Reading;
import dev.gleaner.fetch.Fetcher;
import dev.gleaner.url.ArticleUrl;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Obeys robots.txt (RFC 9309). A file is fetched once for the fleet and a day, parsed once for a process and ten minutes.
 * While one article of an origin fetches it, the others of that origin wait for the same answer.
 */
public final class Robots {
    private static final Logger log = LoggerFactory.getLogger(Robots.class);

    static final Duration KEPT = Duration.ofHours(24);

    /** So that a site in trouble is not asked for it with every article. */
    static final Duration UNAVAILABLE_KEPT = Duration.ofSeconds(60);

    private static final Duration PARSED_KEPT = Duration.ofMinutes(10);
    private static final Duration LONGEST_CRAWL_DELAY = Duration.ofSeconds(30);

    /** Characters of all parsed files together; the rules of a hostile site must not fill the heap. */
    private static final long PARSED_CHARACTERS = 16L << 20;

    private static final int SMALL = 500;

    private static final Pattern PRODUCT = Pattern.compile("[A-Za-z_-]+");

    private final Fetcher fetcher;
    private final RobotsFiles files;
    private final InstantSource clock;
    private final String product;
    private final ConcurrentMap<String, CompletableFuture<Parsed>> underWay = new ConcurrentHashMap<>();
    private final Cache<String, Parsed> parsed = Caffeine.newBuilder()
            .maximumWeight(PARSED_CHARACTERS)
            .weigher((String origin, Parsed file) -> SMALL + origin.length() + file.weight())
            .build();

    /**
     * @param userAgent whose first word names us in robots.txt
     * @throws IllegalArgumentException if it does not begin with letters, so that no rule could name us
     */
    public Robots(Fetcher fetcher, RobotsFiles files, String userAgent, InstantSource clock) {
        this.fetcher = fetcher;
        this.files = files;
        this.clock = clock;
        Matcher name = PRODUCT.matcher(userAgent);
        if (!name.lookingAt()) {
            throw new IllegalArgumentException(
                    "USER_AGENT must begin with a product name of letters, - and _ (RFC 9309, section 2.2.1)");
        }
        this.product = name.group().toLowerCase(Locale.ROOT);
    }

    /**
     * Judges an address.
     *
     * @param timeout for what has to be fetched
     */
    Verdict judge(ArticleUrl url, Duration timeout) {
        String origin = origin(url);
        Parsed file = parsed.getIfPresent(origin);
        if (file == null || !clock.instant().isBefore(file.until())) {
            file = loaded(origin, url, timeout);
        }
        return file.verdict(url);
    }

    private Parsed loaded(String origin, ArticleUrl url, Duration timeout) {
        CompletableFuture<Parsed> mine = new CompletableFuture<>();
        CompletableFuture<Parsed> first = underWay.putIfAbsent(origin, mine);
        if (first != null) {
            return awaited(first, timeout);
        }
        Parsed file = Parsed.failed(new FetchOutcome.Aborted(), clock.instant());
        try {
            file = load(origin, url, timeout);
            if (file.keep()) {
                parsed.put(origin, file);
            }
            return file;
        } finally {
            underWay.remove(origin, mine);
            mine.complete(file);
        }
    }

    private Parsed awaited(CompletableFuture<Parsed> first, Duration timeout) {
        Instant now = clock.instant();
        try {
            Parsed file = first.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            // Whoever was aborted says nothing of the site: this one is tried again a little later.
            return file.isAborted()
                    ? Parsed.failed(unavailable("robots.txt could not be fetched", null, Duration.ofSeconds(1)), now)
                    : file;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Parsed.failed(new FetchOutcome.Aborted(), now);
        } catch (TimeoutException | ExecutionException late) {
            return Parsed.failed(unavailable("robots.txt could not be fetched", null, UNAVAILABLE_KEPT), now);
        }
    }

    private Parsed load(String origin, ArticleUrl url, Duration timeout) {
        Optional<RobotsFile> known = find(origin);
        if (known.isPresent()) {
            return parsed(origin, known.get());
        }
        FetchOutcome outcome = fetcher.fetch(
                FetchRequest.of(url.resolve("/robots.txt"), timeout).reading(Reading.ROBOTS));
        return switch (outcome) {
            case FetchOutcome.Fetched page -> kept(origin, new RobotsFile.Present(text(page.body())), KEPT);
            case FetchOutcome.NotModified impossible -> kept(origin, new RobotsFile.Missing(), UNAVAILABLE_KEPT);
            case FetchOutcome.FailedForNow failed -> notHad(origin, failed);
            case FetchOutcome.FailedForGood failed -> notHad(origin, failed);
            case FetchOutcome.Aborted aborted -> Parsed.failed(aborted, clock.instant());
        };
    }

    private Parsed notHad(String origin, FetchOutcome.FailedForNow failed) {
        if (failed.httpStatus() != null && failed.httpStatus() < 500) {
            return kept(origin, new RobotsFile.Missing(), KEPT);
        }
        return switch (failed.code()) {
            // The page would fail in the same way: what the host is like matters more than what was asked for.
            case HOST_UNREACHABLE, CONNECTION_FAILED, TIMEOUT -> Parsed.failed(failed, clock.instant());
            default ->
                keptUnavailable(origin, failed.error(), failed.httpStatus(), Optional.ofNullable(failed.retryAfter()));
        };
    }

    private Parsed notHad(String origin, FetchOutcome.FailedForGood failed) {
        if (failed.code() == ErrorCode.TOO_MANY_REDIRECTS || failed.httpStatus() != null) {
            return kept(origin, new RobotsFile.Missing(), KEPT);
        }
        return switch (failed.code()) {
            case TLS_FAILED -> Parsed.failed(failed, clock.instant());
            default -> keptUnavailable(origin, failed.error(), null, Optional.empty());
        };
    }

    private Parsed keptUnavailable(
            String origin, String error, @Nullable Integer status, Optional<Duration> retryAfter) {
        return kept(
                origin,
                new RobotsFile.Unavailable(
                        "robots.txt could not be fetched: " + error, status == null ? 0 : status, retryAfter),
                UNAVAILABLE_KEPT);
    }

    private Parsed kept(String origin, RobotsFile file, Duration length) {
        try {
            files.keep(origin, file, length);
        } catch (RuntimeException away) {
            log.debug("The robots.txt of {} could not be kept", origin, away);
        }
        return parsed(origin, file);
    }

    private Optional<RobotsFile> find(String origin) {
        try {
            return files.find(origin);
        } catch (RuntimeException away) {
            log.debug("The robots.txt of {} could not be looked up", origin, away);
            return Optional.empty();
        }
    }

    private Parsed parsed(String origin, RobotsFile file) {
        Instant now = clock.instant();
        return switch (file) {
            case RobotsFile.Present present ->
                new Parsed(rules(origin, present.text()), null, present.text().length(), now.plus(PARSED_KEPT));
            case RobotsFile.Missing missing -> new Parsed(null, null, 0, now.plus(PARSED_KEPT));
            case RobotsFile.Unavailable unavailable ->
                new Parsed(
                        null,
                        unavailable(
                                unavailable.error(),
                                unavailable.status() == 0 ? null : unavailable.status(),
                                unavailable.retryAfter().orElse(UNAVAILABLE_KEPT)),
                        0,
                        // Not again the whole time: Redis knows when it ends.
                        now.plus(UNAVAILABLE_KEPT.dividedBy(4)));
        };
    }

    private BaseRobotRules rules(String origin, String text) {
        // A parser of its own, as it counts warnings; the longest delay, for beyond its limit it would forbid
        // everything.
        SimpleRobotRulesParser parser = new SimpleRobotRulesParser(Long.MAX_VALUE, 0);
        return parser.parseContent(
                origin + "/robots.txt", text.getBytes(StandardCharsets.ISO_8859_1), "text/plain", List.of(product));
    }

    /** Each byte one character, so that nothing is lost on the way through the cache. */
    private static String text(byte[] body) {
        return new String(body, StandardCharsets.ISO_8859_1);
    }

    private static FetchOutcome unavailable(String error, @Nullable Integer status, Duration retryAfter) {
        return new FetchOutcome.FailedForNow(ErrorCode.ROBOTS_UNAVAILABLE, error, status, retryAfter);
    }

    private static String origin(ArticleUrl url) {
        String host = url.host().contains(":") ? "[" + url.host() + "]" : url.host();
        return url.scheme() + "://" + host + ":" + url.port();
    }

    /**
     * A file that was looked at.
     *
     * @param rules null if everything is allowed
     * @param instead how every fetch ends; null if the rules decide
     * @param until when it has to be looked up again
     */
    private record Parsed(
            @Nullable BaseRobotRules rules, @Nullable FetchOutcome instead, int weight, Instant until) {
        static Parsed failed(FetchOutcome outcome, Instant now) {
            return new Parsed(null, outcome, 0, now);
        }

        boolean keep() {
            return instead == null
                    || (instead instanceof FetchOutcome.FailedForNow failed
                            && failed.code() == ErrorCode.ROBOTS_UNAVAILABLE);
        }

        boolean isAborted() {
            return instead instanceof FetchOutcome.Aborted;
        }

        Verdict verdict(ArticleUrl url) {
            if (instead != null) {
                return new Verdict.Refused(instead);
            }
            if (rules == null) {
                return new Verdict.Allowed(Duration.ZERO);
            }
            // The file itself is always allowed (RFC 9309, section 2.2.2).
            if (!rules.isAllowed(url.target()) && !url.pathAndQuery().equals("/robots.txt")) {
                return new Verdict.Refused(
                        new FetchOutcome.FailedForGood(ErrorCode.ROBOTS_REFUSED, "Blocked by robots.txt", null));
            }
            long asked = rules.getCrawlDelay();
            return new Verdict.Allowed(
                    asked <= 0 ? Duration.ZERO : Duration.ofMillis(Math.min(asked, LONGEST_CRAWL_DELAY.toMillis())));
        }
    }
}

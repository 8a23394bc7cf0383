package dev.gleaner.consumer.politeness;

import crawlercommons.robots.SimpleRobotRules;
import dev.gleaner.article.ErrorCode;
import dev.gleaner.fetch.FetchOutcome;
import dev.gleaner.fetch.FetchRequest;
import dev.gleaner.fetch.Fetcher;
import dev.gleaner.fetch.Reading;
import dev.gleaner.store.StoreAwayException;
import dev.gleaner.url.ArticleUrl;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gets the robots.txt of an origin from the fleet or, if the fleet does not know it, from the site. */
final class RobotsLoader {
    private static final Logger log = LoggerFactory.getLogger(RobotsLoader.class);

    private static final Duration KEPT = Duration.ofHours(24);

    /** So that a site in trouble is not asked for it with every article. */
    private static final Duration UNAVAILABLE_KEPT = Duration.ofSeconds(60);

    private static final Duration PARSED_KEPT = Duration.ofMinutes(10);

    private static final int SERVER_ERRORS = 500;

    private final Fetcher fetcher;
    private final RobotsFiles files;
    private final RobotsReader reader;
    private final Map<String, String> headers;
    private final InstantSource clock;

    private RobotsLoader(
            Fetcher fetcher, RobotsFiles files, Product product, Map<String, String> headers, InstantSource clock) {
        this.fetcher = fetcher;
        this.files = files;
        this.clock = clock;
        this.headers = headers;
        this.reader = new RobotsReader(product);
    }

    /** Asks as the fleet does. */
    static RobotsLoader ofTheFleet(Fetcher fetcher, RobotsFiles files, Product product, InstantSource clock) {
        return new RobotsLoader(fetcher, files, product, Map.of(), clock);
    }

    /** Asks under another name. */
    static RobotsLoader of(Fetcher fetcher, RobotsFiles files, Product product, String userAgent, InstantSource clock) {
        return new RobotsLoader(fetcher, files, product, Map.of("user-agent", userAgent), clock);
    }

    ParsedRobots load(String origin, ArticleUrl url, Duration timeout) {
        Optional<RobotsFile> known = find(origin);
        return known.flatMap(this::parsed).orElseGet(() -> fetched(origin, url, timeout));
    }

    /** What is said of an origin whose file did not come in time. */
    ParsedRobots late(Duration retryAfter) {
        return nothing(unavailable("robots.txt could not be fetched", null, retryAfter));
    }

    /** The same, waiting as long as after a failed answer. */
    ParsedRobots late() {
        return late(UNAVAILABLE_KEPT);
    }

    /** A fetch ends with this outcome, whatever robots.txt says. */
    ParsedRobots nothing(FetchOutcome outcome) {
        return new ParsedRobots.Nothing(outcome, clock.instant());
    }

    private ParsedRobots fetched(String origin, ArticleUrl url, Duration timeout) {
        FetchOutcome outcome =
                fetcher.fetch(new FetchRequest(url.resolve("/robots.txt"), headers, timeout).reading(Reading.ROBOTS));
        return switch (outcome) {
            case FetchOutcome.Fetched page -> read(origin, text(page.body()));
            case FetchOutcome.NotModified impossible -> missing(origin, UNAVAILABLE_KEPT);
            case FetchOutcome.FailedForNow failed -> notFetched(origin, failed);
            case FetchOutcome.FailedForGood failed -> notFetched(origin, failed);
            case FetchOutcome.Aborted aborted -> nothing(aborted);
            case FetchOutcome.Busy busy -> nothing(busy);
        };
    }

    private ParsedRobots notFetched(String origin, FetchOutcome.FailedForNow failed) {
        if (failed.httpStatus() != null && failed.httpStatus() < SERVER_ERRORS) {
            return missing(origin, KEPT);
        }
        return switch (failed.code()) {
            // The page would fail in the same way: what the host is like matters more than what was asked for.
            case HOST_UNREACHABLE, CONNECTION_FAILED, TIMEOUT -> nothing(failed);
            default -> keptUnavailable(origin, failed.error(), failed.httpStatus(), failed.retryAfter());
        };
    }

    private ParsedRobots notFetched(String origin, FetchOutcome.FailedForGood failed) {
        if (failed.code() == ErrorCode.TOO_MANY_REDIRECTS || failed.httpStatus() != null) {
            return missing(origin, KEPT);
        }
        return failed.code() == ErrorCode.TLS_FAILED
                ? nothing(failed)
                : keptUnavailable(origin, failed.error(), null, null);
    }

    /** What the fleet does not keep is kept here, as long as memory allows: or the site would be asked again and again. */
    private ParsedRobots read(String origin, String text) {
        SimpleRobotRules rules = reader.read(text);
        Optional<String> reduced = reader.reduced(rules);
        boolean kept = reduced.isPresent()
                && keep(origin, new RobotsFile.Reduced(reader.product().name(), reduced.get()), KEPT);
        return new ParsedRobots.Rules(rules, clock.instant().plus(kept ? PARSED_KEPT : KEPT));
    }

    private ParsedRobots missing(String origin, Duration length) {
        keep(origin, new RobotsFile.Missing(), length);
        return new ParsedRobots.Everything(clock.instant().plus(PARSED_KEPT));
    }

    private ParsedRobots keptUnavailable(
            String origin, String error, @Nullable Integer status, @Nullable Duration retryAfter) {
        RobotsFile.Unavailable file =
                new RobotsFile.Unavailable("robots.txt could not be fetched: " + error, status, retryAfter);
        keep(origin, file, UNAVAILABLE_KEPT);
        return refusing(file);
    }

    /** Whether the fleet will find it; as well as can be told, for it may forget it, and may be away. */
    private boolean keep(String origin, RobotsFile file, Duration length) {
        try {
            return files.keep(origin, file, length);
        } catch (StoreAwayException away) {
            log.debug("The robots.txt of {} could not be kept for the fleet", origin, away);
            return true;
        }
    }

    private Optional<RobotsFile> find(String origin) {
        try {
            return files.find(origin);
        } catch (StoreAwayException away) {
            log.debug("The robots.txt of {} could not be looked up", origin, away);
            return Optional.empty();
        }
    }

    /** Empty if it does not say what holds for us. */
    private Optional<ParsedRobots> parsed(RobotsFile file) {
        Instant until = clock.instant().plus(PARSED_KEPT);
        return switch (file) {
            case RobotsFile.Reduced(String product, String text) ->
                product.equals(reader.product().name())
                        ? Optional.of(new ParsedRobots.Rules(reader.read(text), until))
                        : Optional.empty();
            case RobotsFile.Whole(String text) -> Optional.of(new ParsedRobots.Rules(reader.read(text), until));
            case RobotsFile.Missing() -> Optional.of(new ParsedRobots.Everything(until));
            case RobotsFile.Unavailable unavailable -> Optional.of(refusing(unavailable));
        };
    }

    private ParsedRobots refusing(RobotsFile.Unavailable file) {
        return new ParsedRobots.Nothing(
                unavailable(
                        file.error(), file.status(), file.retryAfter() == null ? UNAVAILABLE_KEPT : file.retryAfter()),
                // Not for the whole time again: Redis knows when it ends.
                clock.instant().plus(UNAVAILABLE_KEPT.dividedBy(4)));
    }

    /** Each byte one character, so that nothing is lost on the way through the cache. */
    private static String text(byte[] body) {
        return new String(body, StandardCharsets.ISO_8859_1);
    }

    private static FetchOutcome unavailable(String error, @Nullable Integer status, Duration retryAfter) {
        return new FetchOutcome.FailedForNow(ErrorCode.ROBOTS_UNAVAILABLE, error, status, retryAfter);
    }
}

package dev.gleaner.consumer.politeness;

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
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    private static final Pattern PRODUCT = Pattern.compile("[A-Za-z_-]+");

    private final Fetcher fetcher;
    private final RobotsFiles files;
    private final String product;
    private final InstantSource clock;

    /**
     * @param userAgent whose first word names us in robots.txt
     * @throws IllegalArgumentException if it does not begin with letters, so that no rule could name us
     */
    RobotsLoader(Fetcher fetcher, RobotsFiles files, String userAgent, InstantSource clock) {
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

    ParsedRobots load(String origin, ArticleUrl url, Duration timeout) {
        Optional<RobotsFile> known = find(origin);
        return known.isPresent() ? parsed(origin, known.get()) : fetched(origin, url, timeout);
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
        FetchOutcome outcome = fetcher.fetch(
                FetchRequest.of(url.resolve("/robots.txt"), timeout).reading(Reading.ROBOTS));
        return switch (outcome) {
            case FetchOutcome.Fetched page -> kept(origin, new RobotsFile.Present(text(page.body())), KEPT);
            case FetchOutcome.NotModified impossible -> kept(origin, new RobotsFile.Missing(), UNAVAILABLE_KEPT);
            case FetchOutcome.FailedForNow failed -> notFetched(origin, failed);
            case FetchOutcome.FailedForGood failed -> notFetched(origin, failed);
            case FetchOutcome.Aborted aborted -> nothing(aborted);
            case FetchOutcome.Busy busy -> nothing(busy);
        };
    }

    private ParsedRobots notFetched(String origin, FetchOutcome.FailedForNow failed) {
        if (failed.httpStatus() != null && failed.httpStatus() < SERVER_ERRORS) {
            return kept(origin, new RobotsFile.Missing(), KEPT);
        }
        return switch (failed.code()) {
            // The page would fail in the same way: what the host is like matters more than what was asked for.
            case HOST_UNREACHABLE, CONNECTION_FAILED, TIMEOUT -> nothing(failed);
            default -> keptUnavailable(origin, failed.error(), failed.httpStatus(), failed.retryAfter());
        };
    }

    private ParsedRobots notFetched(String origin, FetchOutcome.FailedForGood failed) {
        if (failed.code() == ErrorCode.TOO_MANY_REDIRECTS || failed.httpStatus() != null) {
            return kept(origin, new RobotsFile.Missing(), KEPT);
        }
        return failed.code() == ErrorCode.TLS_FAILED
                ? nothing(failed)
                : keptUnavailable(origin, failed.error(), null, null);
    }

    private ParsedRobots keptUnavailable(
            String origin, String error, @Nullable Integer status, @Nullable Duration retryAfter) {
        return kept(
                origin,
                new RobotsFile.Unavailable("robots.txt could not be fetched: " + error, status, retryAfter),
                UNAVAILABLE_KEPT);
    }

    private ParsedRobots kept(String origin, RobotsFile file, Duration length) {
        try {
            files.keep(origin, file, length);
        } catch (StoreAwayException away) {
            log.debug("The robots.txt of {} could not be kept for the fleet", origin, away);
        }
        return parsed(origin, file);
    }

    private Optional<RobotsFile> find(String origin) {
        try {
            return files.find(origin);
        } catch (StoreAwayException away) {
            log.debug("The robots.txt of {} could not be looked up", origin, away);
            return Optional.empty();
        }
    }

    private ParsedRobots parsed(String origin, RobotsFile file) {
        Instant now = clock.instant();
        return switch (file) {
            case RobotsFile.Present present ->
                ParsedRobots.Rules.of(origin, present.text(), product, now.plus(PARSED_KEPT));
            case RobotsFile.Missing missing -> new ParsedRobots.Everything(now.plus(PARSED_KEPT));
            case RobotsFile.Unavailable unavailable ->
                new ParsedRobots.Nothing(
                        unavailable(
                                unavailable.error(),
                                unavailable.status(),
                                unavailable.retryAfter() == null ? UNAVAILABLE_KEPT : unavailable.retryAfter()),
                        // Not for the whole time again: Redis knows when it ends.
                        now.plus(UNAVAILABLE_KEPT.dividedBy(4)));
        };
    }

    /** Each byte one character, so that nothing is lost on the way through the cache. */
    private static String text(byte[] body) {
        return new String(body, StandardCharsets.ISO_8859_1);
    }

    private static FetchOutcome unavailable(String error, @Nullable Integer status, Duration retryAfter) {
        return new FetchOutcome.FailedForNow(ErrorCode.ROBOTS_UNAVAILABLE, error, status, retryAfter);
    }
}

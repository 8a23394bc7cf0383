package dev.gleaner.consumer.politeness;

import dev.gleaner.fetch.FetchOutcome;
import dev.gleaner.fetch.FetchRequest;
import dev.gleaner.fetch.Fetcher;
import dev.gleaner.queue.HostPace;
import dev.gleaner.queue.QueueEntry;
import dev.gleaner.store.StoreAwayException;
import dev.gleaner.url.ArticleUrl;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches as the site wants it: what robots.txt allows, at its Crawl-delay, not while the host is down; and tells the
 * fleet when a host asks for fewer requests. How many run on a host was decided before, by the claim.
 */
public final class PoliteFetcher {
    private static final Logger log = LoggerFactory.getLogger(PoliteFetcher.class);

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    private final Fetcher fetcher;
    private final RobotsRules robots;
    private final HostBreakers breakers;
    private final HostPace pace;
    private final InstantSource clock;

    /** @param robots {@link RobotsRules#IGNORED} if robots.txt is not obeyed */
    public PoliteFetcher(
            Fetcher fetcher, RobotsRules robots, HostBreakers breakers, HostPace pace, InstantSource clock) {
        this.fetcher = fetcher;
        this.robots = robots;
        this.breakers = breakers;
        this.pace = pace;
        this.clock = clock;
    }

    /** What became of a turn. */
    public sealed interface Turn {
        /** The fetch ended. */
        record Ended(FetchOutcome outcome) implements Turn {}

        /** It is not this article's turn yet: it goes back to the queue, and no attempt is counted. */
        record Postponed() implements Turn {}
    }

    /**
     * Fetches a page within the request's time.
     *
     * @param entry of the article, held by the incarnation
     */
    public Turn fetch(FetchRequest request, String incarnation, QueueEntry entry) {
        Instant began = clock.instant();
        Optional<FetchOutcome> down = breakers.objection(hostAndPort(request.url()));
        if (down.isPresent()) {
            return new Turn.Ended(down.get());
        }
        // Until it is known, nothing was learned of the host.
        Turn turn = new Turn.Postponed();
        try {
            turn = admitted(request, incarnation, entry, began);
        } finally {
            FetchOutcome outcome = turn instanceof Turn.Ended ended ? ended.outcome() : new FetchOutcome.Aborted();
            breakers.ended(hostAndPort(request.url()), outcome, Duration.between(began, clock.instant()));
        }
        if (turn instanceof Turn.Ended(FetchOutcome.FailedForNow failed)
                && failed.httpStatus() != null
                && (failed.httpStatus() == TOO_MANY_REQUESTS || failed.httpStatus() == UNAVAILABLE)) {
            throttled(entry.host(), failed.retryAfter());
        }
        return turn;
    }

    private Turn admitted(FetchRequest request, String incarnation, QueueEntry entry, Instant began) {
        switch (robots.judge(request.url(), request.timeout())) {
            case Verdict.Refused refused -> {
                return new Turn.Ended(refused.outcome());
            }
            case Verdict.Allowed allowed -> {
                if (!allowed.crawlDelay().isZero() && !mayStart(incarnation, entry, allowed.crawlDelay())) {
                    return new Turn.Postponed();
                }
            }
        }
        return new Turn.Ended(fetcher.fetch(
                request.within(left(request, began)).under(next -> objection(next, left(request, began)))));
    }

    /** What is left of the attempt; never nothing, so that a fetch out of time ends as such. */
    private Duration left(FetchRequest request, Instant began) {
        Duration left = request.timeout().minus(Duration.between(began, clock.instant()));
        return left.isPositive() ? left : Duration.ofMillis(1);
    }

    private boolean mayStart(String incarnation, QueueEntry entry, Duration delay) {
        try {
            return pace.crawlDelay(incarnation, entry, delay);
        } catch (StoreAwayException away) {
            log.debug("The Crawl-delay of {} could not be told to the fleet", entry.host(), away);
            return true;
        }
    }

    /** A redirect within the origin is judged as well: it may lead from an allowed path to another. */
    private Optional<FetchOutcome> objection(ArticleUrl next, Duration left) {
        return switch (robots.judge(next, left)) {
            case Verdict.Allowed allowed -> Optional.empty();
            case Verdict.Refused refused -> Optional.of(refused.outcome());
        };
    }

    private void throttled(String host, @Nullable Duration asked) {
        try {
            Instant until = pace.throttled(host, asked);
            log.info("{} asks for fewer requests and is paused until {}", host, until);
        } catch (StoreAwayException away) {
            log.debug("{} asks for fewer requests and could not be paused", host, away);
        }
    }

    private static String hostAndPort(ArticleUrl url) {
        return url.host() + ":" + url.port();
    }
}

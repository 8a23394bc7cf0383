package dev.gleaner.consumer.politeness;

import dev.gleaner.article.ErrorCode;
import dev.gleaner.fetch.FetchOutcome;
import dev.gleaner.fetch.FetchRequest;
import dev.gleaner.fetch.Fetcher;
import dev.gleaner.fetch.JobPace;
import dev.gleaner.queue.HostPace;
import dev.gleaner.queue.QueueEntry;
import dev.gleaner.store.StoreAwayException;
import dev.gleaner.url.ArticleUrl;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
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
    private final FreedSlots freed;
    private final InstantSource clock;

    /** @param robots {@link RobotsRules#IGNORED} if robots.txt is not obeyed */
    public PoliteFetcher(
            Fetcher fetcher, RobotsRules robots, HostBreakers breakers, HostPace pace, InstantSource clock) {
        this.fetcher = fetcher;
        this.robots = robots;
        this.breakers = breakers;
        this.pace = pace;
        this.freed = new FreedSlots(pace);
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
     * @param pace that jobs ask for which wait for the article
     * @param entry of the article, held by the incarnation
     */
    public Turn fetch(FetchRequest request, JobPace pace, String incarnation, QueueEntry entry) {
        Instant began = clock.instant();
        Optional<FetchOutcome> down = breakers.objection(hostAndPort(request.url()));
        if (down.isPresent()) {
            return new Turn.Ended(down.get());
        }
        // Until it is known, nothing was learned of the host.
        Turn turn = new Turn.Postponed();
        try {
            turn = admitted(request, pace, incarnation, entry, began);
        } finally {
            FetchOutcome outcome = turn instanceof Turn.Ended ended ? ended.outcome() : new FetchOutcome.Aborted();
            breakers.ended(hostAndPort(request.url()), outcome, Duration.between(began, clock.instant()));
        }
        return turn instanceof Turn.Ended(FetchOutcome outcome)
                ? new Turn.Ended(left(told(outcome, entry), incarnation, entry))
                : turn;
    }

    /** The host has done its part, and may be asked for more while we read and write; not before its complaint was told. */
    private FetchOutcome left(FetchOutcome outcome, String incarnation, QueueEntry entry) {
        boolean asked = !(outcome instanceof FetchOutcome.Busy || outcome instanceof FetchOutcome.Aborted);
        if (asked) {
            freed.free(incarnation, entry);
        }
        return outcome;
    }

    /**
     * What stands against going to an address by other means than a fetch; empty if it is its turn. As for a fetch: the host is not
     * known to be down, the address policy permits all that it resolves to, robots.txt allows it, and the pace is kept.
     *
     * @param pace that jobs ask for which wait for the article
     * @param entry of the article, held by the incarnation
     * @param attempt how long the visit may take
     */
    public Optional<Turn> objection(
            FetchRequest request, JobPace pace, String incarnation, QueueEntry entry, Duration attempt) {
        String host = hostAndPort(request.url());
        Optional<FetchOutcome> down = breakers.objection(host);
        if (down.isPresent()) {
            return down.map(Turn.Ended::new);
        }
        // How the visit goes is not for us to see.
        breakers.ended(host, new FetchOutcome.Aborted(), Duration.ZERO);
        return fetcher.objection(request.url(), request.timeout())
                .<Turn>map(Turn.Ended::new)
                .or(() -> untimely(request, pace, incarnation, entry, attempt));
    }

    /** Tells the fleet how the host bears the fetches. */
    private FetchOutcome told(FetchOutcome outcome, QueueEntry entry) {
        return switch (outcome) {
            case FetchOutcome.FailedForNow failed
            when failed.httpStatus() != null && isComplaint(failed.httpStatus()) ->
                complained(failed, failed.httpStatus(), entry);
            case FetchOutcome.Fetched page -> answered(page, entry);
            case FetchOutcome.NotModified still -> answered(still, entry);
            // It would have been fetched, had it been a page.
            case FetchOutcome.FailedForGood failed when failed.httpStatus() != null -> answered(failed, entry);
            default -> outcome;
        };
    }

    private static boolean isComplaint(int status) {
        return status == TOO_MANY_REQUESTS || status == UNAVAILABLE;
    }

    private Turn admitted(FetchRequest request, JobPace pace, String incarnation, QueueEntry entry, Instant began) {
        return untimely(request, pace, incarnation, entry, request.timeout()).orElseGet(() -> {
            RobotsRules robots = robots(request);
            return new Turn.Ended(fetcher.fetch(
                    request.within(left(request, began)).under(next -> objection(robots, next, left(request, began)))));
        });
    }

    private RobotsRules robots(FetchRequest request) {
        return robots.of(request.headers().get("user-agent"));
    }

    private Optional<Turn> untimely(
            FetchRequest request, JobPace pace, String incarnation, QueueEntry entry, Duration attempt) {
        // First, so that not even robots.txt is asked for beside another fetch.
        if (!pace.isUsual() && !mayStart(incarnation, entry, pace, attempt)) {
            return Optional.of(new Turn.Postponed());
        }
        return switch (robots(request).judge(request.url(), request.timeout())) {
            case Verdict.Refused refused -> Optional.of(new Turn.Ended(refused.outcome()));
            case Verdict.Allowed allowed ->
                allowed.crawlDelay().isZero() || mayStart(incarnation, entry, allowed.crawlDelay())
                        ? Optional.empty()
                        : Optional.of(new Turn.Postponed());
        };
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

    private boolean mayStart(String incarnation, QueueEntry entry, JobPace wanted, Duration attempt) {
        try {
            return pace.ownPace(incarnation, entry, wanted.delay(), wanted.mostAtOnce(), attempt);
        } catch (StoreAwayException away) {
            // Unlike a Crawl-delay nobody but the job asks for it, and that it is kept was promised.
            log.debug("The pace that {} is asked at could not be told to the fleet", entry.host(), away);
            return false;
        }
    }

    /** A redirect within the origin is judged as well: it may lead from an allowed path to another. */
    private static Optional<FetchOutcome> objection(RobotsRules robots, ArticleUrl next, Duration left) {
        return switch (robots.judge(next, left)) {
            case Verdict.Allowed allowed -> Optional.empty();
            case Verdict.Refused refused -> Optional.of(refused.outcome());
        };
    }

    private FetchOutcome answered(FetchOutcome outcome, QueueEntry entry) {
        try {
            pace.answered(entry);
        } catch (StoreAwayException away) {
            log.debug("That {} answers could not be told to the fleet", entry.host(), away);
        }
        return outcome;
    }

    private FetchOutcome complained(FetchOutcome.FailedForNow failed, int status, QueueEntry entry) {
        boolean robots = failed.code() == ErrorCode.ROBOTS_UNAVAILABLE;
        try {
            return pace.complained(new HostPace.Complaint(entry, status, failed.retryAfter(), robots))
                    .<FetchOutcome>map(pause -> {
                        log.info("{} asks for fewer requests and is paused for {}", entry.host(), pause.left());
                        return after(pause, failed);
                    })
                    .orElse(failed);
        } catch (StoreAwayException away) {
            log.debug("{} asks for fewer requests, which could not be told to the fleet", entry.host(), away);
            return failed;
        }
    }

    /** Not before the host is asked again; and not as the first, if the queue says so. */
    private static FetchOutcome after(HostPace.Pause pause, FetchOutcome.FailedForNow failed) {
        Duration wait = pause.left().plus(pause.spread());
        Duration asked = failed.retryAfter();
        return new FetchOutcome.FailedForNow(
                failed.code(),
                failed.error(),
                failed.httpStatus(),
                asked == null || asked.compareTo(wait) < 0 ? wait : asked);
    }

    private static String hostAndPort(ArticleUrl url) {
        return url.host() + ":" + url.port();
    }
}

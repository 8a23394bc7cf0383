package dev.gleaner.consumer.politeness;

import crawlercommons.robots.SimpleRobotRules;
import crawlercommons.robots.SimpleRobotRules.RobotRule;
import dev.gleaner.article.ErrorCode;
import dev.gleaner.fetch.FetchOutcome;
import dev.gleaner.fetch.FetchOutcome.FailedForGood;
import dev.gleaner.fetch.FetchOutcome.FailedForNow;
import dev.gleaner.url.ArticleUrl;
import java.time.Duration;
import java.time.Instant;

/** A robots.txt as this process remembers it, and how it decides. */
sealed interface ParsedRobots {
    /** When it has to be looked up again. */
    Instant until();

    Verdict verdict(ArticleUrl url);

    /** Whether it says something of the site, and not only of this look at it. */
    boolean isWorthKeeping();

    /** Bytes that it takes in memory, roughly. */
    int weight();

    /** There is no file: everything is allowed. */
    record Everything(Instant until) implements ParsedRobots {
        @Override
        public Verdict verdict(ArticleUrl url) {
            return new Verdict.Allowed(Duration.ZERO);
        }

        @Override
        public boolean isWorthKeeping() {
            return true;
        }

        @Override
        public int weight() {
            return 0;
        }
    }

    /** Every fetch ends in the same way, for the file is not known. */
    record Nothing(FetchOutcome outcome, Instant until) implements ParsedRobots {
        @Override
        public Verdict verdict(ArticleUrl url) {
            return new Verdict.Refused(outcome);
        }

        @Override
        public boolean isWorthKeeping() {
            return outcome instanceof FailedForNow failed && failed.code() == ErrorCode.ROBOTS_UNAVAILABLE;
        }

        @Override
        public int weight() {
            return 0;
        }
    }

    /** The rules of the file decide. */
    record Rules(SimpleRobotRules rules, Instant until) implements ParsedRobots {
        private static final Duration LONGEST_CRAWL_DELAY = Duration.ofSeconds(30);

        /** A rule besides the characters of its path: the objects and the place in the list, on a 64-bit JVM. */
        private static final int BYTES_PER_RULE = 80;

        @Override
        public int weight() {
            long bytes = 0;
            for (RobotRule rule : rules.getRobotRules()) {
                bytes += BYTES_PER_RULE + rule.getPrefix().length();
            }
            return (int) Math.min(Integer.MAX_VALUE, bytes);
        }

        @Override
        public Verdict verdict(ArticleUrl url) {
            // The file itself is always allowed (RFC 9309, section 2.2.2).
            if (!rules.isAllowed(url.target()) && !url.pathAndQuery().equals("/robots.txt")) {
                return new Verdict.Refused(new FailedForGood(ErrorCode.ROBOTS_REFUSED, "Blocked by robots.txt", null));
            }
            long asked = rules.getCrawlDelay();
            return new Verdict.Allowed(
                    asked <= 0 ? Duration.ZERO : Duration.ofMillis(Math.min(asked, LONGEST_CRAWL_DELAY.toMillis())));
        }

        @Override
        public boolean isWorthKeeping() {
            return true;
        }
    }
}

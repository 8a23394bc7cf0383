package dev.gleaner.consumer.politeness;

import crawlercommons.robots.BaseRobotRules;
import crawlercommons.robots.SimpleRobotRulesParser;
import dev.gleaner.article.ErrorCode;
import dev.gleaner.fetch.FetchOutcome;
import dev.gleaner.fetch.FetchOutcome.FailedForGood;
import dev.gleaner.fetch.FetchOutcome.FailedForNow;
import dev.gleaner.url.ArticleUrl;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A robots.txt as this process remembers it, and how it decides. */
sealed interface ParsedRobots {
    /** When it has to be looked up again. */
    Instant until();

    Verdict verdict(ArticleUrl url);

    /** Whether it says something of the site, and not only of this look at it. */
    boolean isWorthKeeping();

    /** Characters that are kept in memory. */
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
    record Rules(BaseRobotRules rules, int weight, Instant until) implements ParsedRobots {
        private static final Duration LONGEST_CRAWL_DELAY = Duration.ofSeconds(30);

        /** @param product whose rules are looked for */
        static Rules of(String origin, String text, String product, Instant until) {
            // A parser of its own, as it counts warnings; the longest delay, for beyond its limit it would forbid
            // everything.
            SimpleRobotRulesParser parser = new SimpleRobotRulesParser(Long.MAX_VALUE, 0);
            BaseRobotRules rules = parser.parseContent(
                    origin + "/robots.txt", text.getBytes(StandardCharsets.ISO_8859_1), "text/plain", List.of(product));
            return new Rules(rules, text.length(), until);
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

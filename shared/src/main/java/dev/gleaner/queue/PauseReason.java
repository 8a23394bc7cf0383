package dev.gleaner.queue;

import java.math.BigDecimal;
import java.time.Duration;

/** Why nothing of a host is handed out for a while. */
public sealed interface PauseReason {
    /** In words, to stand behind "because". */
    String text();

    /**
     * Several addresses said that it is asked too much.
     *
     * @param status 429 or 503
     */
    record Addresses(int count, int status) implements PauseReason {
        @Override
        public String text() {
            return "%d %s answered %d".formatted(count, count == 1 ? "address" : "addresses", status);
        }
    }

    /** An answer said how long to wait. */
    record RetryAfter(Duration asked, int status) implements PauseReason {
        @Override
        public String text() {
            return "an answer of %d came with a Retry-After of %s".formatted(status, seconds(asked));
        }
    }

    /** Its robots.txt could not be had. */
    record Robots(int status) implements PauseReason {
        @Override
        public String text() {
            return "its robots.txt answered %d".formatted(status);
        }
    }

    /** Its robots.txt asks for time between two fetches. */
    record CrawlDelay(Duration delay) implements PauseReason {
        @Override
        public String text() {
            return "its robots.txt asks for a Crawl-delay of %s".formatted(seconds(delay));
        }
    }

    /** A job whose articles are fetched there asks for time between two fetches. */
    record OwnPace(Duration delay) implements PauseReason {
        @Override
        public String text() {
            return "a job asks for a host_delay of %s".formatted(seconds(delay));
        }
    }

    /** An operator has ordered it. */
    record Operator() implements PauseReason {
        @Override
        public String text() {
            return "an operator paused it";
        }
    }

    /** Another: the fleet's own delay between two fetches, or what an earlier version did not write down. */
    record Other() implements PauseReason {
        @Override
        public String text() {
            return "it is asked less often";
        }
    }

    private static String seconds(Duration time) {
        return BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
    }
}

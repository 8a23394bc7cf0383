package dev.gleaner.scraper;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Where consumers tell which scrapers they have, so that the API knows what can be asked for. */
public interface ScraperRegistry {
    /** How often a consumer tells it. */
    Duration TOLD_EVERY = Duration.ofSeconds(10);

    /** A consumer that has not told it for so long has gone. */
    Duration GONE_AFTER = Duration.ofSeconds(45);

    /** So long a scraper is known that no consumer has: a fleet that starts again refuses nothing. */
    Duration FORGOTTEN_AFTER = Duration.ofHours(24);

    /** A consumer has these and no others. */
    void announce(String consumer, List<ScraperSummary> scrapers, Instant now);

    /** A consumer ends. */
    void leave(String consumer);

    /** All scrapers that are known, by name; of one that differs between consumers, what was told last. */
    List<Known> known(Instant now);

    /** @param consumers that have it now; 0 while none does */
    record Known(ScraperSummary scraper, int consumers) {}
}

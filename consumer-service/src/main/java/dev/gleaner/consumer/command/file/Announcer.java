package dev.gleaner.consumer.command.file;

import dev.gleaner.consumer.command.Definition;
import dev.gleaner.scraper.ScraperRegistry;
import dev.gleaner.scraper.ScraperSummary;
import dev.gleaner.store.StoreAwayException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the scrapers of this consumer as its file has them, and tells the registry of them. */
final class Announcer {
    private static final Logger log = LoggerFactory.getLogger(Announcer.class);

    private final ScrapersFile file;
    private final ScraperRegistry registry;
    private final String consumer;
    private final InstantSource clock;
    private Instant told = Instant.MIN;

    /** @param consumer a name for this process that no other has */
    Announcer(ScrapersFile file, ScraperRegistry registry, String consumer, InstantSource clock) {
        this.file = file;
        this.registry = registry;
        this.consumer = consumer;
        this.clock = clock;
    }

    /** One look: tells it at once if there is something new, and else when it is time. */
    synchronized void turn() {
        if (file.look()) {
            told = Instant.MIN;
        }
        Instant now = clock.instant();
        if (told.isBefore(now.minus(ScraperRegistry.TOLD_EVERY)) || told.isAfter(now)) {
            List<ScraperSummary> scrapers =
                    file.all().stream().map(Definition::summary).toList();
            registry.announce(consumer, scrapers, now);
            told = now;
        }
    }

    /** The consumer ends. */
    synchronized void leave() {
        try {
            registry.leave(consumer);
        } catch (StoreAwayException away) {
            log.warn(
                    "The registry could not be told that this consumer ends, and notices it by itself: {}",
                    away.toString());
        }
    }
}

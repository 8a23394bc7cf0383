package dev.gleaner.api.scrapers;

import dev.gleaner.scraper.ScraperRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Asks the registry, and remembers its answer for a moment: a submission of thousands of articles asks once, and so do many small
 * ones together.
 */
public final class RememberedScrapers implements Scrapers {
    static final Duration REMEMBERED = Duration.ofSeconds(2);

    private final ScraperRegistry registry;
    private final InstantSource clock;
    private volatile @Nullable Told told;

    public RememberedScrapers(ScraperRegistry registry, InstantSource clock) {
        this.registry = registry;
        this.clock = clock;
    }

    @Override
    public KnownScrapers now() {
        Instant now = clock.instant();
        Told before = told;
        if (before != null && before.holdsAt(now)) {
            return before.scrapers;
        }
        KnownScrapers scrapers = new KnownScrapers(registry.known(now));
        told = new Told(now, scrapers);
        return scrapers;
    }

    private record Told(Instant at, KnownScrapers scrapers) {
        /** A clock that went back makes nothing true for longer. */
        boolean holdsAt(Instant now) {
            return !now.isBefore(at) && now.isBefore(at.plus(REMEMBERED));
        }
    }
}

package dev.gleaner.consumer.command.run;

import dev.gleaner.article.ErrorCode;
import dev.gleaner.consumer.command.Definition;
import dev.gleaner.consumer.command.Definitions;
import dev.gleaner.consumer.scrape.ScrapeOutcome;
import dev.gleaner.scraper.ScraperChoice;
import dev.gleaner.scraper.ScraperRegistry;
import dev.gleaner.scraper.ScraperRegistry.Known;
import dev.gleaner.store.StoreAwayException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What becomes of an article whose scraper this consumer does not have: another may have it, or none has it any more. */
final class Elsewhere {
    /** So long what consumers have told is believed without asking again. */
    private static final Duration BELIEVED = Duration.ofSeconds(5);

    /** At the earliest; up to twice as long. Then any consumer may take it. */
    private static final Duration LATER = Duration.ofSeconds(5);

    private final ScraperRegistry registry;
    private final InstantSource clock;
    private final RandomGenerator random;
    private @Nullable Instant askedAt;
    private List<Known> known = List.of();

    Elsewhere(ScraperRegistry registry, InstantSource clock, RandomGenerator random) {
        this.registry = registry;
        this.clock = clock;
        this.random = random;
    }

    ScrapeOutcome unknown(String name, Definitions here) {
        List<Known> all;
        try {
            all = known();
        } catch (StoreAwayException away) {
            return later();
        }
        if (all.stream().anyMatch(one -> one.scraper().name().equals(name) && one.consumers() > 0)) {
            return later();
        }
        String names = Stream.of(
                        Stream.of(ScraperChoice.ARTICLE),
                        here.all().stream().map(Definition::name),
                        all.stream()
                                .filter(one -> one.consumers() > 0)
                                .map(one -> one.scraper().name()))
                .flatMap(some -> some)
                .distinct()
                .collect(Collectors.joining(", "));
        return new ScrapeOutcome.FailedForGood(
                ErrorCode.UNKNOWN_SCRAPER, "No consumer has the scraper %s; known are %s".formatted(name, names), null);
    }

    private ScrapeOutcome later() {
        return new ScrapeOutcome.Deferred(LATER.plusMillis(random.nextLong(LATER.toMillis())));
    }

    private synchronized List<Known> known() {
        Instant now = clock.instant();
        if (askedAt == null || Duration.between(askedAt, now).abs().compareTo(BELIEVED) > 0) {
            known = registry.known(now);
            askedAt = now;
        }
        return known;
    }
}

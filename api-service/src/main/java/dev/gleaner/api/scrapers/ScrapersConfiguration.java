package dev.gleaner.api.scrapers;

import dev.gleaner.scraper.ScraperRegistry;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Says which scrapers there are. */
@Configuration(proxyBeanMethods = false)
class ScrapersConfiguration {
    /** Not {@code scrapers}: a consumer in the same process has those that it runs under this name. */
    @Bean
    Scrapers knownScrapers(ScraperRegistry registry, InstantSource clock) {
        return new RememberedScrapers(registry, clock);
    }
}

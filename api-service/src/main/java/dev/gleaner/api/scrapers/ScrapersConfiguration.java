package dev.gleaner.api.scrapers;

import dev.gleaner.scraper.ScraperRegistry;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Says which scrapers there are. */
@Configuration(proxyBeanMethods = false)
class ScrapersConfiguration {
    @Bean
    Scrapers scrapers(ScraperRegistry registry, InstantSource clock) {
        return new RememberedScrapers(registry, clock);
    }
}

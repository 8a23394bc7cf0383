package dev.gleaner.consumer.scrape;

import dev.gleaner.consumer.politeness.PoliteFetcher;
import dev.gleaner.consumer.reading.BodyMemory;
import dev.gleaner.consumer.reading.ReadingPool;
import dev.gleaner.event.Observer;
import dev.gleaner.platform.FetchSettings;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Scrapes articles. */
@Configuration(proxyBeanMethods = false)
public class ScrapeConfiguration {
    @Bean
    Scrapers scrapers(
            PoliteFetcher fetcher,
            BodyMemory bodies,
            ReadingPool reading,
            FetchSettings settings,
            Observer observer,
            @Qualifier("commandScraper") Scraper commands) {
        return new Scrapers(new PageScraper(fetcher, bodies, reading, settings.timeout(), observer), commands);
    }
}

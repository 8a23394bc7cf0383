package dev.gleaner.consumer.scrape;

import dev.gleaner.consumer.politeness.PoliteFetcher;
import dev.gleaner.event.Observer;
import dev.gleaner.extract.ArticleExtractor;
import dev.gleaner.platform.FetchSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Scrapes articles. */
@Configuration(proxyBeanMethods = false)
public class ScrapeConfiguration {
    @Bean
    Scrapers scrapers(PoliteFetcher fetcher, FetchSettings settings, Observer observer) {
        return new Scrapers(new PageScraper(fetcher, new ArticleExtractor(), settings.timeout(), observer));
    }
}

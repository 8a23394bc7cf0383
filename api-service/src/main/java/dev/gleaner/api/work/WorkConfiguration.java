package dev.gleaner.api.work;

import dev.gleaner.api.scrapers.Scrapers;
import dev.gleaner.api.submission.web.SubmissionReader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the reading of work together. */
@Configuration(proxyBeanMethods = false)
class WorkConfiguration {
    @Bean
    WorkReader workReader(SubmissionReader reader) {
        return new DraftingReader(reader);
    }

    @Bean
    WorkMasks workMasks(Scrapers scrapers) {
        return new WorkMasks(scrapers);
    }
}

package dev.gleaner.api.jobs.retention;

import dev.gleaner.api.jobs.Purge;
import dev.gleaner.article.Articles;
import dev.gleaner.duty.CoreFailure;
import dev.gleaner.duty.Duty;
import dev.gleaner.job.Jobs;
import dev.gleaner.scraper.CommandLogs;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The duty that removes what is old. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RetentionSettings.class)
class RetentionConfiguration {
    private static final Duration EVERY = Duration.ofMinutes(10);

    @Bean
    Retention retention(
            Jobs jobs,
            Articles articles,
            CommandLogs logs,
            Purge purge,
            RetentionSettings settings,
            InstantSource clock) {
        return new Retention(jobs, articles, logs, purge, settings, clock);
    }

    @Bean(destroyMethod = "close")
    Duty retaining(Retention retention, CoreFailure fatal) {
        return Duty.start("retention", EVERY, retention::turn, fatal);
    }
}

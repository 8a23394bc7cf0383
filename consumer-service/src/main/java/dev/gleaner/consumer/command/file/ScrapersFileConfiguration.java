package dev.gleaner.consumer.command.file;

import dev.gleaner.consumer.command.Definitions;
import dev.gleaner.consumer.presence.ProcessName;
import dev.gleaner.duty.CoreFailure;
import dev.gleaner.duty.Duty;
import dev.gleaner.id.Ids;
import dev.gleaner.scraper.ScraperRegistry;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The scrapers that the operator of this consumer has defined. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ScrapersSettings.class)
public class ScrapersFileConfiguration {
    private static final Duration LOOKS_EVERY = Duration.ofSeconds(2);

    @Bean
    Definitions definitions(ScrapersSettings settings) {
        return settings.path().<Definitions>map(ScrapersFile::new).orElse(Definitions.NONE);
    }

    /** Does nothing without a file: then the registry need not know of this consumer. */
    @Bean(destroyMethod = "close")
    AutoCloseable announcing(
            Definitions definitions, ScraperRegistry registry, InstantSource clock, CoreFailure fatal) {
        if (!(definitions instanceof ScrapersFile file)) {
            return () -> {};
        }
        Announcer announcer = new Announcer(file, registry, ProcessName.here() + "-" + Ids.token(), clock);
        Duty duty = Duty.start("scrapers", LOOKS_EVERY, announcer::turn, fatal);
        return () -> {
            duty.close();
            announcer.leave();
        };
    }
}

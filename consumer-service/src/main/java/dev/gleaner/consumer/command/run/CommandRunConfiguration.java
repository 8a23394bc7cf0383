package dev.gleaner.consumer.command.run;

import dev.gleaner.consumer.command.Definitions;
import dev.gleaner.consumer.command.Invocations;
import dev.gleaner.consumer.politeness.PoliteFetcher;
import dev.gleaner.consumer.presence.ProcessName;
import dev.gleaner.consumer.scrape.Scraper;
import dev.gleaner.event.Observer;
import dev.gleaner.platform.FetchSettings;
import dev.gleaner.scraper.CommandLogs;
import dev.gleaner.scraper.ScraperRegistry;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Runs the commands of scrapers. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CommandSettings.class)
public class CommandRunConfiguration {
    @Bean(destroyMethod = "close")
    CommandRuns commandRuns(
            CommandSettings settings,
            @Value("${gleaner.consumer.concurrency}") int articles,
            CommandLogs logs,
            Observer observer,
            InstantSource clock) {
        return new CommandRuns(
                new Invocations(System.getenv()),
                new Permits(settings.atATime(articles), System::nanoTime, new SecureRandom()),
                new Folders(settings.folder(), settings.logsKept(), settings.logRetention(), clock),
                logs,
                settings.logSize().toBytes(),
                ProcessName.here(),
                observer,
                clock);
    }

    @Bean
    Scraper commandScraper(
            Definitions definitions,
            ScraperRegistry registry,
            CommandRuns commands,
            PoliteFetcher polite,
            @Qualifier("runScraper") Scraper runs,
            FetchSettings settings,
            InstantSource clock) {
        return new CommandScraper(
                definitions,
                new Elsewhere(registry, clock, new SecureRandom()),
                commands,
                polite,
                new ArticleOutput(clock),
                runs,
                settings.timeout());
    }
}

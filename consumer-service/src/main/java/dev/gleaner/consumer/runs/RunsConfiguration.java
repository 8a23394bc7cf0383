package dev.gleaner.consumer.runs;

import dev.gleaner.article.Articles;
import dev.gleaner.consumer.command.Definition;
import dev.gleaner.consumer.command.Definitions;
import dev.gleaner.consumer.command.run.CommandOrder;
import dev.gleaner.consumer.command.run.CommandResults;
import dev.gleaner.consumer.command.run.CommandRuns;
import dev.gleaner.consumer.command.run.LogTail;
import dev.gleaner.consumer.fault.StoreOutage;
import dev.gleaner.consumer.inflight.Execution;
import dev.gleaner.consumer.scrape.ScrapeOutcome;
import dev.gleaner.consumer.scrape.Scraper;
import dev.gleaner.exec.process.CommandEnd;
import dev.gleaner.fetch.AddressPolicy;
import dev.gleaner.job.Efforts;
import dev.gleaner.job.Items;
import dev.gleaner.job.Jobs;
import dev.gleaner.scraper.ScraperChoice;
import dev.gleaner.task.JobEnds;
import dev.gleaner.task.Tasks;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Runs scrapers that find articles by themselves. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RunSettings.class)
public class RunsConfiguration {
    @Bean
    Scraper runScraper(
            Definitions definitions,
            CommandRuns commands,
            Articles articles,
            Items items,
            Efforts efforts,
            Jobs jobs,
            JobEnds ends,
            Tasks tasks,
            AddressPolicy policy,
            StoreOutage outage,
            RunSettings settings,
            InstantSource clock) {
        return new RunScraper(
                definitions,
                (execution, definition, choice, jobId, results) ->
                        run(commands, execution, definition, choice, jobId, results),
                new RunStores(articles, items, efforts, jobs, ends),
                tasks,
                new ItemReader(policy, clock),
                outage,
                settings.maxItems());
    }

    private static ScrapeOutcome run(
            CommandRuns commands,
            Execution execution,
            Definition definition,
            ScraperChoice choice,
            String jobId,
            RunCommand.Results results) {
        return commands.run(new CommandOrder(execution, definition, choice, null, jobId), new CommandResults() {
            @Override
            public void began(Path folder, Path output) {
                results.began(output);
            }

            @Override
            public void stdout(byte[] bytes, int length) {
                results.stdout(bytes, length);
            }

            @Override
            public ScrapeOutcome ended(CommandEnd end, Path output, LogTail tail) throws IOException {
                return results.ended(output);
            }
        });
    }
}

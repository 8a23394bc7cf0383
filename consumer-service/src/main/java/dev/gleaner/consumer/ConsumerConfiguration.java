package dev.gleaner.consumer;

import dev.gleaner.consumer.command.file.ScrapersFileConfiguration;
import dev.gleaner.consumer.command.run.CommandRunConfiguration;
import dev.gleaner.consumer.politeness.PolitenessConfiguration;
import dev.gleaner.consumer.politeness.redis.RedisRobotsConfiguration;
import dev.gleaner.consumer.presence.PresenceConfiguration;
import dev.gleaner.consumer.reading.ReadingConfiguration;
import dev.gleaner.consumer.report.ReportConfiguration;
import dev.gleaner.consumer.runs.RunsConfiguration;
import dev.gleaner.consumer.scrape.ScrapeConfiguration;
import dev.gleaner.consumer.settle.SettleConfiguration;
import dev.gleaner.consumer.work.WorkConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Puts a consumer together, for a process that has the platform already. */
@Configuration(proxyBeanMethods = false)
@Import({
    PresenceConfiguration.class,
    ReportConfiguration.class,
    PolitenessConfiguration.class,
    RedisRobotsConfiguration.class,
    ReadingConfiguration.class,
    ScrapersFileConfiguration.class,
    CommandRunConfiguration.class,
    RunsConfiguration.class,
    ScrapeConfiguration.class,
    SettleConfiguration.class,
    WorkConfiguration.class
})
public class ConsumerConfiguration {}

package dev.gleaner.consumer.work;

import dev.gleaner.article.Articles;
import dev.gleaner.consumer.inflight.InFlight;
import dev.gleaner.consumer.politeness.HostBreakers;
import dev.gleaner.consumer.politeness.PoliteFetcher;
import dev.gleaner.consumer.politeness.Robots;
import dev.gleaner.consumer.politeness.RobotsFiles;
import dev.gleaner.consumer.politeness.RobotsRules;
import dev.gleaner.consumer.politeness.redis.RedisRobotsConfiguration;
import dev.gleaner.consumer.presence.Presence;
import dev.gleaner.consumer.settle.EndingWriter;
import dev.gleaner.extract.ArticleExtractor;
import dev.gleaner.fetch.AddressPolicy;
import dev.gleaner.fetch.FetchLimits;
import dev.gleaner.fetch.Fetcher;
import dev.gleaner.fleet.Leases;
import dev.gleaner.platform.FetchSettings;
import dev.gleaner.platform.FleetSettings;
import dev.gleaner.progress.ProgressBus;
import dev.gleaner.queue.WorkQueue;
import dev.gleaner.task.Finisher;
import dev.gleaner.task.Tasks;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Puts a consumer together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ConsumerSettings.class)
@Import(RedisRobotsConfiguration.class)
public class WorkConfiguration {
    /** What an attempt may take beyond its fetch: reading the page and writing it down. */
    private static final Duration MARGIN = Duration.ofSeconds(10);

    @Bean(destroyMethod = "close")
    Fetcher fetcher(AddressPolicy policy, FetchSettings settings, FleetSettings fleet, InstantSource clock) {
        // The queue decides how many run on a host; a smaller pool would let attempts time out waiting.
        FetchLimits limits = settings.limits(fleet.hostMaxConcurrent());
        return new Fetcher(policy, limits, settings.introduction(), clock, settings.proxy());
    }

    @Bean
    PoliteFetcher politeFetcher(
            Fetcher fetcher, RobotsFiles files, FetchSettings settings, WorkQueue queue, InstantSource clock) {
        RobotsRules robots =
                settings.robotsObey() ? new Robots(fetcher, files, settings.userAgent(), clock) : RobotsRules.IGNORED;
        return new PoliteFetcher(fetcher, robots, new HostBreakers(), queue, clock);
    }

    @Bean
    ArticleExtractor articleExtractor() {
        return new ArticleExtractor();
    }

    @Bean
    InFlight inFlight(ConsumerSettings settings) {
        return new InFlight(settings.concurrency());
    }

    @Bean
    Presence presence(Leases leases, FleetSettings fleet) {
        return new Presence(leases, ProcessName.here(), fleet.lease(), System::nanoTime);
    }

    @Bean(destroyMethod = "")
    EndingWriter endings(Articles articles, Tasks tasks, Finisher finisher, WorkQueue queue, InFlight inFlight) {
        return new EndingWriter(articles, tasks, finisher, queue, inFlight);
    }

    @Bean
    WorkLoop workLoop(
            WorkQueue queue,
            Tasks tasks,
            Articles articles,
            Finisher finisher,
            EndingWriter endings,
            InFlight inFlight,
            Presence presence,
            PoliteFetcher fetcher,
            ArticleExtractor extractor,
            ConsumerSettings settings,
            FetchSettings fetching,
            InstantSource clock) {
        Starter starter = new Starter(
                tasks,
                articles,
                queue,
                finisher,
                endings,
                inFlight,
                fetching.timeout().plus(MARGIN),
                clock);
        Worker worker = new Worker(
                fetcher,
                extractor,
                tasks,
                queue,
                endings,
                inFlight,
                new Backoff(settings.maxRetryAttempts(), settings.retryBase(), settings.retryCap()),
                fetching.timeout(),
                clock,
                new SecureRandom());
        return new WorkLoop(queue, starter, worker, presence, inFlight, tasks);
    }

    @Bean
    ConsumerLife consumerLife(
            WorkLoop loop, EndingWriter endings, Presence presence, ProgressBus progress, FleetSettings fleet) {
        return new ConsumerLife(loop, endings, presence, progress, fleet.beat());
    }
}

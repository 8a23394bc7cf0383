package dev.gleaner.consumer.work;

import dev.gleaner.article.Articles;
import dev.gleaner.consumer.fault.Pause;
import dev.gleaner.consumer.fault.StoreOutage;
import dev.gleaner.consumer.inflight.HeldEntries;
import dev.gleaner.consumer.inflight.InFlight;
import dev.gleaner.consumer.presence.Presence;
import dev.gleaner.consumer.scrape.Scrapers;
import dev.gleaner.consumer.settle.EndingWriter;
import dev.gleaner.duty.CoreFailure;
import dev.gleaner.event.Observer;
import dev.gleaner.platform.FleetSettings;
import dev.gleaner.progress.ProgressBus;
import dev.gleaner.queue.WorkQueue;
import dev.gleaner.task.Finisher;
import dev.gleaner.task.Tasks;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Claims articles and has them worked on. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ConsumerSettings.class)
public class WorkConfiguration {
    @Bean
    StoreOutage storeOutage() {
        return new StoreOutage(Pause.growing());
    }

    @Bean
    InFlight inFlight(ConsumerSettings settings) {
        return new InFlight(settings.concurrency());
    }

    @Bean
    HeldEntries heldEntries(WorkQueue queue, Tasks tasks, InFlight inFlight, StoreOutage outage, InstantSource clock) {
        return new HeldEntries(queue, tasks, inFlight, outage, clock);
    }

    @Bean(destroyMethod = "")
    Suspects suspects(InFlight inFlight, Tasks tasks, StoreOutage outage) {
        return new Suspects(inFlight, tasks, outage, System::nanoTime);
    }

    @Bean(destroyMethod = "stop")
    ArticleThreads articleThreads(
            Suspects suspects,
            Scrapers scrapers,
            HeldEntries held,
            EndingWriter endings,
            ConsumerSettings settings,
            Observer observer,
            InstantSource clock,
            CoreFailure fatal) {
        Backoff backoff =
                new Backoff(settings.maxRetryAttempts(), settings.retryBase(), settings.retryCap(), new SecureRandom());
        return new ArticleThreads(
                new Worker(suspects, scrapers, held, endings::settle, backoff, observer, clock), fatal);
    }

    @Bean
    Starter starter(
            Tasks tasks,
            Articles articles,
            Finisher finisher,
            HeldEntries held,
            EndingWriter endings,
            InFlight inFlight,
            Suspects suspects,
            ArticleThreads threads,
            InstantSource clock) {
        return new Starter(tasks, articles, finisher, held, endings::settle, inFlight, suspects, threads::work, clock);
    }

    @Bean
    WorkLoop workLoop(
            WorkQueue queue,
            Starter starter,
            Suspects suspects,
            Presence presence,
            InFlight inFlight,
            HeldEntries held,
            Observer observer) {
        return new WorkLoop(
                queue,
                new Unheard(queue, inFlight, System::nanoTime),
                starter,
                suspects,
                presence,
                inFlight,
                held,
                observer,
                Pause.growing());
    }

    @Bean
    ConsumerLife consumerLife(
            WorkLoop loop,
            ArticleThreads threads,
            InFlight inFlight,
            Tasks tasks,
            EndingWriter endings,
            Presence presence,
            ProgressBus progress,
            CoreFailure fatal,
            FleetSettings fleet) {
        return new ConsumerLife(
                loop, threads, new Aborts(inFlight, tasks), endings, presence, progress, fatal, fleet.beat());
    }
}

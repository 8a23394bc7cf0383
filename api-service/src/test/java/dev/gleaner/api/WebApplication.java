package dev.gleaner.api;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import dev.gleaner.api.jobs.Cancellation;
import dev.gleaner.api.jobs.Purge;
import dev.gleaner.api.jobs.retries.Retries;
import dev.gleaner.api.jobs.steering.Controls;
import dev.gleaner.api.presets.Preset;
import dev.gleaner.api.presets.PresetKeeper;
import dev.gleaner.api.presets.PresetUsers;
import dev.gleaner.api.presets.Presets;
import dev.gleaner.api.schedules.Coalesce;
import dev.gleaner.api.schedules.MemorySchedules;
import dev.gleaner.api.schedules.Overlap;
import dev.gleaner.api.schedules.ScheduleDefaults;
import dev.gleaner.api.scrapers.KnownScrapers;
import dev.gleaner.api.scrapers.Scrapers;
import dev.gleaner.api.submission.Drafts;
import dev.gleaner.api.submission.PaceLimits;
import dev.gleaner.api.submission.Previews;
import dev.gleaner.api.submission.SubmissionSettings;
import dev.gleaner.api.submission.Submissions;
import dev.gleaner.api.submission.web.ArticleListing;
import dev.gleaner.api.submission.web.KeptWork;
import dev.gleaner.api.work.WorkReader;
import dev.gleaner.article.Articles;
import dev.gleaner.delivery.Debts;
import dev.gleaner.delivery.Deliveries;
import dev.gleaner.delivery.Owing;
import dev.gleaner.duty.CoreFailure;
import dev.gleaner.event.Observer;
import dev.gleaner.fetch.AddressPolicy;
import dev.gleaner.fetch.Fetcher;
import dev.gleaner.job.Efforts;
import dev.gleaner.job.Items;
import dev.gleaner.job.Jobs;
import dev.gleaner.job.Outputs;
import dev.gleaner.job.RetryPlan;
import dev.gleaner.metric.Metrics;
import dev.gleaner.operations.ConsumerReports;
import dev.gleaner.operations.JobNumbers;
import dev.gleaner.operations.Minutes;
import dev.gleaner.operations.QueueNumbers;
import dev.gleaner.platform.FetchSettings;
import dev.gleaner.progress.ProgressBus;
import dev.gleaner.progress.ProgressUpdate;
import dev.gleaner.queue.HostOrders;
import dev.gleaner.queue.HostStates;
import dev.gleaner.scraper.CommandLogs;
import dev.gleaner.scraper.ScraperRegistry;
import dev.gleaner.store.mongo.MongoCollections;
import dev.gleaner.task.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.bson.Document;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.PropertySource;
import org.springframework.data.redis.core.StringRedisTemplate;

/** The web layer as it is, on ports that a test directs; no store is needed. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(
        excludeName = {
            "org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration",
            "org.springframework.boot.data.mongodb.autoconfigure.DataMongoAutoConfiguration",
            "org.springframework.boot.data.mongodb.autoconfigure.DataMongoRepositoriesAutoConfiguration",
            "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration",
            "org.springframework.boot.data.redis.autoconfigure.DataRedisReactiveAutoConfiguration",
            "org.springframework.boot.data.redis.autoconfigure.DataRedisRepositoriesAutoConfiguration"
        })
// The scan of the application, without what puts together the services in whose place mocks stand, and what tests
// bring.
@EnableConfigurationProperties({SubmissionSettings.class, FetchSettings.class})
@ComponentScan(
        excludeFilters = {
            @ComponentScan.Filter(type = FilterType.ANNOTATION, classes = SpringBootConfiguration.class),
            @ComponentScan.Filter(type = FilterType.ANNOTATION, classes = TestConfiguration.class),
            @ComponentScan.Filter(
                    type = FilterType.REGEX,
                    pattern = ".*\\.(Submission|Enqueue|Jobs|Retries|Retention|Sweeper|Steering|Outgoing|Presets|List"
                            + "|MongoPresets|Firing|ScheduleStore|Scrapers)Configuration")
        })
@PropertySource("classpath:gleaner.properties")
class WebApplication {
    @Bean
    Jobs jobs() {
        return mock(Jobs.class);
    }

    @Bean
    Items items() {
        return mock(Items.class);
    }

    @Bean
    Efforts efforts() {
        return mock(Efforts.class);
    }

    @Bean
    Outputs outputs() {
        return mock(Outputs.class);
    }

    @Bean
    Articles articles() {
        return mock(Articles.class);
    }

    @Bean
    Submissions submissions() {
        return mock(Submissions.class);
    }

    @Bean
    Cancellation cancellation() {
        return mock(Cancellation.class);
    }

    @Bean
    Tasks tasks() {
        return mock(Tasks.class);
    }

    @Bean
    MemorySchedules schedules(InstantSource clock) {
        return new MemorySchedules(clock);
    }

    @Bean
    ScheduleDefaults scheduleDefaults() {
        return new ScheduleDefaults(
                ZoneId.of("UTC"),
                Duration.ofMinutes(5),
                Coalesce.LATEST,
                100,
                Overlap.SKIP,
                1,
                new RetryPlan(3, Duration.ofMinutes(5)),
                Duration.ofMinutes(1));
    }

    @Bean
    CoreFailure fatal() {
        return new CoreFailure(() -> {});
    }

    @Bean
    HostStates hostStates() {
        return mock(HostStates.class);
    }

    @Bean
    HostOrders hostOrders() {
        return mock(HostOrders.class);
    }

    @Bean
    Metrics metrics() {
        return new Metrics();
    }

    @Bean
    Minutes minutes() {
        return mock(Minutes.class);
    }

    @Bean
    QueueNumbers queueNumbers() {
        return mock(QueueNumbers.class);
    }

    @Bean
    ConsumerReports consumerReports() {
        return mock(ConsumerReports.class);
    }

    @Bean
    JobNumbers jobNumbers() {
        return mock(JobNumbers.class);
    }

    @Bean
    Purge purge() {
        return mock(Purge.class);
    }

    @Bean
    Controls controls() {
        return mock(Controls.class);
    }

    @Bean
    Retries retries() {
        return mock(Retries.class);
    }

    @Bean
    Deliveries deliveries() {
        return mock(Deliveries.class);
    }

    @Bean
    Debts debts() {
        return mock(Debts.class);
    }

    @Bean
    Owing owing() {
        return mock(Owing.class);
    }

    @Bean
    Fetcher outgoing() {
        return mock(Fetcher.class);
    }

    @Bean
    Observer observer() {
        return Observer.NONE;
    }

    @Bean
    AddressPolicy addressPolicy() {
        return AddressPolicy.publicInternet();
    }

    @Bean
    InstantSource clock() {
        return InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z"));
    }

    @Bean
    Drafts drafts(Scrapers scrapers) {
        return new Drafts(10, Duration.ofSeconds(30), AddressPolicy.publicInternet(), PaceLimits.USUAL, scrapers);
    }

    @Bean
    ScraperRegistry scraperRegistry() {
        return mock(ScraperRegistry.class);
    }

    /** Asked each time: the clock stands still. */
    @Bean
    Scrapers scrapers(ScraperRegistry registry, InstantSource clock) {
        return () -> new KnownScrapers(registry.known(clock.instant()));
    }

    @Bean
    CommandLogs commandLogs() {
        return mock(CommandLogs.class);
    }

    @Bean
    Previews previews(Articles articles, InstantSource clock) {
        return new Previews(articles, clock);
    }

    @Bean
    ArticleListing lists() {
        return mock(ArticleListing.class);
    }

    @Bean
    Presets presets() {
        return mock(Presets.class);
    }

    @Bean
    KeptWork keptWork(Presets presets) {
        return name -> presets.find(name).map(Preset::work);
    }

    @Bean
    PresetUsers presetUsers() {
        return mock(PresetUsers.class);
    }

    @Bean
    PresetKeeper presetKeeper(Presets presets, WorkReader reader, PresetUsers users, InstantSource clock) {
        return new PresetKeeper(presets, reader, users, clock);
    }

    @Bean
    MongoCollections collections() {
        // Ready before it is asked: made by the first question, it could take longer than a store may that is well.
        MongoCollection<Document> collection = mock();
        MongoDatabase database = mock();
        when(database.withWriteConcern(any())).thenReturn(database);
        when(database.getCollection(anyString())).thenReturn(collection);
        return new MongoCollections(database);
    }

    @Bean
    MongoClient mongoClient() {
        return mock();
    }

    @Bean
    StringRedisTemplate redis() {
        return mock(StringRedisTemplate.class);
    }

    @Bean
    LoopBus bus() {
        return new LoopBus();
    }

    /** Hears at once what is published. */
    static final class LoopBus implements ProgressBus {
        private final List<Consumer<List<ProgressUpdate>>> listeners = new CopyOnWriteArrayList<>();

        @Override
        public void publish(List<ProgressUpdate> updates) {
            listeners.forEach(listener -> listener.accept(updates));
        }

        @Override
        public void subscribe(Consumer<List<ProgressUpdate>> listener) {
            listeners.add(listener);
        }
    }
}

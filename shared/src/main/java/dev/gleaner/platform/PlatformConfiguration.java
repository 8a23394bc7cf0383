package dev.gleaner.platform;

import dev.gleaner.delivery.Debts;
import dev.gleaner.delivery.Deliveries;
import dev.gleaner.delivery.Owing;
import dev.gleaner.duty.CoreFailure;
import dev.gleaner.duty.Duty;
import dev.gleaner.event.EventLog;
import dev.gleaner.event.Observer;
import dev.gleaner.event.Observers;
import dev.gleaner.fetch.AddressPolicy;
import dev.gleaner.fleet.Audit;
import dev.gleaner.fleet.Leases;
import dev.gleaner.fleet.QueueView;
import dev.gleaner.fleet.Reaper;
import dev.gleaner.job.Efforts;
import dev.gleaner.job.Items;
import dev.gleaner.job.Jobs;
import dev.gleaner.metric.Metrics;
import dev.gleaner.metric.QueueGauges;
import dev.gleaner.operations.Minutes;
import dev.gleaner.operations.QueueNumbers;
import dev.gleaner.operations.Tally;
import dev.gleaner.progress.ProgressBus;
import dev.gleaner.queue.HostOrders;
import dev.gleaner.queue.HostStates;
import dev.gleaner.queue.WorkQueue;
import dev.gleaner.store.StoreAwayException;
import dev.gleaner.store.redis.MemoryWatch;
import dev.gleaner.store.redis.RedisFaults;
import dev.gleaner.store.redis.RedisMemory;
import dev.gleaner.task.Finisher;
import dev.gleaner.task.Holds;
import dev.gleaner.task.JobEnds;
import dev.gleaner.task.Tasks;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.PropertySource;
import org.springframework.data.redis.core.StringRedisTemplate;

/** What the API and the consumers have in common, and the duties that every process does. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({StoreSettings.class, ArticleSettings.class, FleetSettings.class, FetchSettings.class})
@Import({MongoConfiguration.class, RedisConfiguration.class})
@PropertySource("classpath:gleaner.properties")
public class PlatformConfiguration {
    private static final Logger log = LoggerFactory.getLogger(PlatformConfiguration.class);
    private static final Duration REAP_EVERY = Duration.ofSeconds(2);
    private static final Duration TALLIED_EVERY = Duration.ofSeconds(2);
    private static final Duration AUDIT_LOOKS_EVERY = Duration.ofSeconds(1);
    private static final Duration MEMORY_LOOKS_EVERY = Duration.ofSeconds(15);

    @Bean
    InstantSource clock() {
        return Clock.systemUTC();
    }

    /** The exit stops what still can be stopped in good order: it closes this very context. */
    @Bean
    CoreFailure coreFailure() {
        return CoreFailure.ofThisProcess();
    }

    @Bean
    AddressPolicy addressPolicy(FetchSettings settings) {
        return settings.policy();
    }

    @Bean
    EventLog eventLog() {
        return new EventLog();
    }

    @Bean
    Metrics metrics(QueueNumbers queue) {
        Metrics metrics = new Metrics();
        QueueGauges.add(metrics, queue);
        return metrics;
    }

    @Bean
    Tally tally(Minutes minutes, InstantSource clock) {
        return new Tally(minutes, clock);
    }

    /** What is left when the process stops is handed on by a last turn. */
    @Bean(destroyMethod = "close")
    AutoCloseable tallying(Tally tally, CoreFailure fatal) {
        Duty duty = Duty.start("tally", TALLIED_EVERY, tally::flush, fatal);
        return () -> {
            duty.close();
            try {
                tally.flush();
            } catch (StoreAwayException away) {
                log.debug("The last numbers of this process are lost", away);
            }
        };
    }

    /** Whoever asks for one observer gets all of them; Spring leaves a bean out of the list that it is made of. */
    @Bean
    @Primary
    Observer observers(List<Observer> all) {
        return new Observers(all);
    }

    @Bean
    Owing owing(Jobs jobs, Items items, Deliveries deliveries, Debts debts, InstantSource clock) {
        return new Owing(jobs, items, deliveries, debts, clock);
    }

    @Bean
    JobEnds jobEnds(Jobs jobs, ProgressBus progress, Observer observer, Owing owing) {
        return new JobEnds(jobs, progress, observer, owing);
    }

    @Bean
    Finisher finisher(Tasks tasks, Jobs jobs, Efforts efforts, JobEnds ends) {
        return new Finisher(tasks, jobs, efforts, ends);
    }

    @Bean
    Holds holds(Tasks tasks, Jobs jobs, WorkQueue queue, InstantSource clock) {
        return new Holds(tasks, jobs, queue, clock);
    }

    @Bean
    Reaper reaper(Leases leases, Observer observer) {
        return new Reaper(leases, observer);
    }

    @Bean
    Audit audit(
            Tasks tasks,
            WorkQueue queue,
            QueueView view,
            Finisher finisher,
            Holds holds,
            HostOrders orders,
            HostStates hosts,
            InstantSource clock,
            FleetSettings settings,
            Observer observer) {
        return new Audit(
                tasks,
                queue,
                view,
                finisher,
                holds,
                () -> orders.all().forEach(hosts::obey),
                clock,
                settings.audit(),
                observer);
    }

    @Bean(destroyMethod = "close")
    Duty reaping(Reaper reaper, CoreFailure fatal) {
        return Duty.start("reaper", REAP_EVERY, reaper::turn, fatal);
    }

    @Bean(destroyMethod = "close")
    Duty watchingMemory(StringRedisTemplate redis, CoreFailure fatal) {
        RedisFaults faults = new RedisFaults();
        MemoryWatch watch = new MemoryWatch(() -> RedisMemory.of(redis));
        return Duty.start("redis-memory", MEMORY_LOOKS_EVERY, () -> faults.run(watch::turn), fatal);
    }

    @Bean(destroyMethod = "close")
    Duty auditing(Audit audit, CoreFailure fatal) {
        return Duty.start("audit", AUDIT_LOOKS_EVERY, audit::turn, fatal);
    }
}

package dev.gleaner.api.deliveries;

import dev.gleaner.delivery.DebtCollector;
import dev.gleaner.delivery.Debts;
import dev.gleaner.delivery.Deliveries;
import dev.gleaner.delivery.Owing;
import dev.gleaner.duty.CoreFailure;
import dev.gleaner.duty.Duty;
import dev.gleaner.event.Observer;
import dev.gleaner.job.Jobs;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the doing of what is owed together, and begins it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DeliverySettings.class)
class DeliveriesConfiguration {
    private static final Duration LOOKS_EVERY = Duration.ofSeconds(1);
    private static final Duration COLLECTS_EVERY = Duration.ofSeconds(5);

    /** Ends with the process, at once: what it was doing is done again. */
    @Bean(destroyMethod = "shutdownNow")
    ExecutorService delivererThreads(CoreFailure fatal) {
        return Executors.newThreadPerTaskExecutor(Thread.ofVirtual()
                .name("delivery-", 0)
                .uncaughtExceptionHandler(fatal)
                .factory());
    }

    @Bean
    RetryTimes retryTimes(DeliverySettings settings) {
        return new RetryTimes(
                settings.attempts(), () -> ThreadLocalRandom.current().nextDouble());
    }

    @Bean
    EndpointCare endpointCare(Endpoints endpoints, Deliveries deliveries, InstantSource clock) {
        return new EndpointCare(endpoints, deliveries, clock);
    }

    @Bean
    Redelivery redelivery(Deliveries deliveries, Jobs jobs, EndpointCare care, InstantSource clock) {
        return new Redelivery(deliveries, jobs, care, clock);
    }

    @Bean
    DeliveryRunner deliveryRunner(
            Deliveries deliveries,
            Jobs jobs,
            EndpointCare care,
            RetryTimes times,
            List<Deliverer> all,
            DeliverySettings settings,
            @Qualifier("delivererThreads") ExecutorService threads,
            Observer observer,
            InstantSource clock) {
        Delivering delivering = new Delivering(deliveries, jobs, care, times, clock, observer);
        return new DeliveryRunner(deliveries, all, delivering, settings.atOnce(), threads, clock);
    }

    @Bean
    DebtCollector debtCollector(Debts debts, Jobs jobs, Owing owing, InstantSource clock) {
        return new DebtCollector(debts, jobs, owing, clock);
    }

    @Bean(destroyMethod = "close")
    Duty delivering(DeliveryRunner runner, CoreFailure fatal) {
        return Duty.start("deliveries", LOOKS_EVERY, runner::turn, fatal);
    }

    @Bean(destroyMethod = "close")
    Duty collecting(DebtCollector collector, CoreFailure fatal) {
        return Duty.start("debts", COLLECTS_EVERY, collector::turn, fatal);
    }
}

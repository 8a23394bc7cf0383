package dev.gleaner.api.operations;

import dev.gleaner.api.health.StoreHealth;
import dev.gleaner.api.schedules.Schedules;
import dev.gleaner.operations.ConsumerReports;
import dev.gleaner.operations.JobNumbers;
import dev.gleaner.operations.Minutes;
import dev.gleaner.operations.QueueNumbers;
import dev.gleaner.queue.HostStates;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the numbers together. */
@Configuration(proxyBeanMethods = false)
class OperationsConfiguration {
    @Bean
    Stats stats(
            QueueNumbers queue,
            Minutes minutes,
            ConsumerReports consumers,
            HostStates hosts,
            JobNumbers jobs,
            Schedules schedules,
            StoreHealth stores,
            Watchers watchers,
            InstantSource clock) {
        return new Stats(queue, minutes, consumers, hosts, jobs, schedules, stores, watchers, clock);
    }
}

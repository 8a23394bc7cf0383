package dev.gleaner.api.operations;

import dev.gleaner.api.health.StoreHealth;
import dev.gleaner.api.schedules.Schedules;
import dev.gleaner.metric.Metrics;
import dev.gleaner.operations.ConsumerReports;
import dev.gleaner.operations.JobNumbers;
import dev.gleaner.operations.Minutes;
import dev.gleaner.operations.QueueNumbers;
import dev.gleaner.queue.HostStates;
import io.micrometer.core.instrument.Tags;
import java.time.InstantSource;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

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

    /** Around everything else. */
    @Bean
    FilterRegistrationBean<RequestTimer> requestTimer(Metrics metrics, Watchers watchers) {
        metrics.gauge("gleaner.live.clients", Tags.of("transport", "websocket"), watchers::webSockets);
        metrics.gauge("gleaner.live.clients", Tags.of("transport", "sse"), watchers::eventStreams);
        FilterRegistrationBean<RequestTimer> registration = new FilterRegistrationBean<>(new RequestTimer(metrics));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }
}

package dev.gleaner.api.hosts;

import dev.gleaner.queue.HostOrders;
import dev.gleaner.queue.HostStates;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An operator's hand in how hosts stand. */
@Configuration(proxyBeanMethods = false)
class HostsConfiguration {
    @Bean
    HostControl hostControl(HostStates hosts, HostOrders orders) {
        return new HostControl(hosts, orders);
    }
}

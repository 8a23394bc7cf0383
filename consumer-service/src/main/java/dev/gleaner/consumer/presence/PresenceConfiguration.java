package dev.gleaner.consumer.presence;

import dev.gleaner.event.Observer;
import dev.gleaner.fleet.Leases;
import dev.gleaner.platform.FleetSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Keeps the lease of this process. */
@Configuration(proxyBeanMethods = false)
public class PresenceConfiguration {
    @Bean
    Presence presence(Leases leases, FleetSettings fleet, Observer observer) {
        return new Presence(leases, ProcessName.here(), fleet.lease(), System::nanoTime, observer);
    }
}

package dev.gleaner.api.health;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Knows how the stores are. */
@Configuration(proxyBeanMethods = false)
class HealthConfiguration {
    @Bean
    StoreHealth storeHealth(List<StoreProbe> probes) {
        return new StoreHealth(probes);
    }
}

package dev.gleaner.api.schedules.mongo;

import dev.gleaner.api.schedules.Schedules;
import dev.gleaner.api.schedules.firing.Firings;
import dev.gleaner.store.mongo.MongoCollections;
import dev.gleaner.store.mongo.MongoFaults;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The schedules as they are stored. */
@Configuration(proxyBeanMethods = false)
class ScheduleStoreConfiguration {
    private static final MongoFaults FAULTS = new MongoFaults();

    @Bean
    Schedules schedules(MongoCollections collections, InstantSource clock) {
        return FAULTS.port(Schedules.class, new MongoSchedules(collections, clock));
    }

    @Bean
    Firings firings(MongoCollections collections, InstantSource clock) {
        return FAULTS.port(Firings.class, new MongoFirings(collections, clock));
    }
}

package dev.gleaner.api.presets.mongo;

import dev.gleaner.api.presets.Presets;
import dev.gleaner.store.mongo.MongoCollections;
import dev.gleaner.store.mongo.MongoFaults;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Keeps presets in MongoDB. */
@Configuration(proxyBeanMethods = false)
class MongoPresetsConfiguration {
    @Bean
    Presets presets(MongoCollections collections) {
        return new MongoFaults().port(Presets.class, new MongoPresets(collections));
    }
}

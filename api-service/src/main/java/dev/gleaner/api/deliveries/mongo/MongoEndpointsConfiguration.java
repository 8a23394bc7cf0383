package dev.gleaner.api.deliveries.mongo;

import dev.gleaner.api.deliveries.Endpoints;
import dev.gleaner.store.mongo.MongoCollections;
import dev.gleaner.store.mongo.MongoFaults;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Keeps endpoints in MongoDB. */
@Configuration(proxyBeanMethods = false)
class MongoEndpointsConfiguration {
    @Bean
    Endpoints endpoints(MongoCollections collections) {
        return new MongoFaults().port(Endpoints.class, new MongoEndpoints(collections));
    }
}

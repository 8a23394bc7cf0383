package dev.gleaner.health;

import org.bson.Document;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.core.StringRedisTemplate;

/** The stores that are asked. */
@Configuration(proxyBeanMethods = false)
class HealthConfiguration {
    @Bean
    StoreProbe mongoProbe(MongoDatabaseFactory mongo) {
        // Not "hello": the embedded MongoDB does not know it.
        return new StoreProbe("mongo", () -> mongo.getMongoDatabase().runCommand(new Document("buildInfo", 1)));
    }

    @Bean
    StoreProbe redisProbe(StringRedisTemplate redis) {
        return new StoreProbe("redis", () -> redis.execute(RedisConnection::ping, true));
    }
}

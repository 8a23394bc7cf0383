package dev.gleaner.api.health;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ServerDescription;
import dev.gleaner.queue.redis.QueueKeys;
import dev.gleaner.store.mongo.MongoCollections;
import java.nio.charset.StandardCharsets;
import org.bson.Document;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisStringCommands.SetOption;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.types.Expiration;

/**
 * The stores that are asked. Both are asked to write something that is written only if it is there, and it never is: what
 * they refuse all writes for they refuse this one for, and nothing has to be stored, logged or copied to replicas.
 */
@Configuration(proxyBeanMethods = false)
class HealthConfiguration {
    private static final String NOT_THERE = "health";

    /** Acknowledged as all that is written, so that a primary which nobody follows does not look well. */
    @Bean
    StoreProbe mongoProbe(MongoCollections collections, MongoClient client) {
        MongoCollection<Document> intents = collections.intents();
        return new StoreProbe(
                "mongo",
                () -> intents.updateOne(Filters.eq("_id", NOT_THERE), Updates.set("asked", true)),
                () -> silence(client.getClusterDescription()));
    }

    @Bean
    StoreProbe redisProbe(StringRedisTemplate redis) {
        byte[] key = QueueKeys.standard().health().getBytes(StandardCharsets.UTF_8);
        return new StoreProbe(
                "redis",
                () -> redis.execute(
                        connection -> connection
                                .stringCommands()
                                .set(key, new byte[0], Expiration.persistent(), SetOption.SET_IF_PRESENT),
                        true),
                () -> StoreTrouble.SILENT);
    }

    private static String silence(ClusterDescription cluster) {
        boolean somebody = cluster.getServerDescriptions().stream().anyMatch(ServerDescription::isOk);
        boolean primary = cluster.getServerDescriptions().stream().anyMatch(ServerDescription::isPrimary);
        return somebody && !primary ? StoreTrouble.NO_PRIMARY : StoreTrouble.SILENT;
    }
}

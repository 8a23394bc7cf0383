package dev.gleaner.platform;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the stores are.
 *
 * @param mongoUrl MONGO_URL, a MongoDB connection string; {@code up} brings its own stores
 * @param mongoDbName MONGO_DB_NAME, database in it
 * @param redisUrl REDIS_URL, {@code redis://[user:password@]host:port[/db]} or {@code rediss://}
 * @param patience STORE_WAIT, how long a start waits for stores that are not there yet; zero waits for ever
 */
@ConfigurationProperties("gleaner.store")
public record StoreSettings(String mongoUrl, String mongoDbName, String redisUrl, Duration patience) {}

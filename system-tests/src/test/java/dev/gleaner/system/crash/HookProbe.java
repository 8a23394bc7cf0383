package dev.gleaner.system.crash;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.lettuce.core.RedisClient;
import org.bson.Document;

/** A process that writes once to each store, and may end before or after that. */
final class HookProbe {
    private HookProbe() {}

    /** Address and name of a database, address of a Redis, and what is written. */
    public static void main(String[] arguments) {
        CrashPoints points = CrashPoints.of(System.getenv()).orElseThrow();
        String mark = arguments[3];
        MongoClientSettings settings = MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(arguments[0]))
                .addCommandListener(new WatchedStores.OnMongo(points))
                .build();
        RedisClient redis = RedisClient.create(arguments[2]);
        redis.addListener(new WatchedStores.OnRedis(points));
        try (MongoClient mongo = MongoClients.create(settings);
                var connection = redis.connect()) {
            mongo.getDatabase(arguments[1]).getCollection("marks").insertOne(new Document("_id", mark));
            connection.sync().set(mark, "here");
        }
        System.exit(0);
    }
}

package dev.gleaner.embedded;

import dev.gleaner.embedded.process.Programs;
import dev.gleaner.embedded.redis.LocalRedis;
import dev.gleaner.embedded.redis.RedisUsers;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.file.Path;

/** Counts up in Redis and prints each number once it is flushed, until it is killed. */
final class RedisWriter {

    private RedisWriter() {}

    public static void main(String[] args) {
        LocalRedis store = LocalStores.redis(Path.of(args[0]), Programs.onPath(), RedisUsers.random(), 0);
        System.out.println(store.pid());
        RedisCommands<String, String> redis =
                RedisClient.create(store.url()).connect().sync();
        for (int n = 1; ; n++) {
            redis.set("n", Integer.toString(n));
            store.flush();
            System.out.println(n);
        }
    }
}

package dev.gleaner.embedded;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** Counts up in Redis and prints each number once it is flushed, until it is killed. */
final class RedisWriter {

    private RedisWriter() {}

    public static void main(String[] args) throws IOException {
        LocalRedis store = LocalStores.redis(Path.of(args[0]), Programs.onPath());
        System.out.println(store.pid());
        try (RespClient redis = RespClient.connect(URI.create(store.url()).getPort())) {
            for (int n = 1; ; n++) {
                redis.call("SET", "n", Integer.toString(n));
                store.flush();
                System.out.println(n);
            }
        }
    }
}

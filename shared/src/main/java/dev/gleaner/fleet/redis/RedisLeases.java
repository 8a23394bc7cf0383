package dev.gleaner.fleet.redis;

import dev.gleaner.fleet.Leases;
import dev.gleaner.queue.redis.QueueKeys;
import dev.gleaner.queue.redis.QueueScripts;
import dev.gleaner.queue.redis.RedisQueueReader;
import java.time.Duration;
import java.util.List;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Leases in Redis. Hand it a connection of its own, so that a heartbeat never waits behind other commands. */
public final class RedisLeases implements Leases {
    private final StringRedisTemplate redis;
    private final RedisQueueReader reader;
    private final QueueScripts scripts;
    private final Duration length;

    public RedisLeases(StringRedisTemplate redis, QueueKeys keys, QueueScripts scripts, Duration length) {
        this.redis = redis;
        this.reader = new RedisQueueReader(redis, keys);
        this.scripts = scripts;
        this.length = length;
    }

    @Override
    public void register(String incarnation) {
        scripts.run(redis, scripts.register, incarnation, incarnation, Long.toString(length.toMillis()));
    }

    @Override
    public boolean heartbeat(String incarnation) {
        return scripts.run(redis, scripts.heartbeat, incarnation, incarnation, Long.toString(length.toMillis())) == 1;
    }

    @Override
    public void leave(String incarnation) {
        scripts.run(redis, scripts.leave, incarnation, incarnation);
    }

    @Override
    public List<String> expired() {
        // Only has to be roughly right: the script checks again.
        return reader.expired();
    }

    @Override
    public long reap(String incarnation) {
        return scripts.run(redis, scripts.reap, incarnation, incarnation);
    }
}

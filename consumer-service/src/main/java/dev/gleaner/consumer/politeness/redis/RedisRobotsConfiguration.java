package dev.gleaner.consumer.politeness.redis;

import dev.gleaner.consumer.politeness.PolitenessSettings;
import dev.gleaner.consumer.politeness.RobotsFiles;
import dev.gleaner.queue.redis.QueueKeys;
import dev.gleaner.store.redis.RedisFaults;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Keeps robots.txt files where the queue is. */
@Configuration(proxyBeanMethods = false)
public class RedisRobotsConfiguration {
    @Bean
    RobotsFiles robotsFiles(StringRedisTemplate redis, QueueKeys keys, PolitenessSettings settings) {
        return new RedisFaults()
                .port(
                        RobotsFiles.class,
                        new RedisRobotsFiles(
                                redis, keys, settings.robotsMaxMemory().toBytes()));
    }
}

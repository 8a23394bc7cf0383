package dev.gleaner.platform;

import dev.gleaner.duty.CoreFailure;
import dev.gleaner.fleet.Leases;
import dev.gleaner.fleet.QueueView;
import dev.gleaner.fleet.redis.RedisLeases;
import dev.gleaner.fleet.redis.RedisQueueView;
import dev.gleaner.operations.ConsumerReports;
import dev.gleaner.operations.Minutes;
import dev.gleaner.operations.QueueNumbers;
import dev.gleaner.operations.redis.RedisConsumerReports;
import dev.gleaner.operations.redis.RedisMinutes;
import dev.gleaner.operations.redis.RedisQueueNumbers;
import dev.gleaner.progress.ProgressBus;
import dev.gleaner.progress.redis.RedisProgressBus;
import dev.gleaner.queue.HostStates;
import dev.gleaner.queue.WorkQueue;
import dev.gleaner.queue.redis.QueueKeys;
import dev.gleaner.queue.redis.QueueScripts;
import dev.gleaner.queue.redis.RedisHostStates;
import dev.gleaner.queue.redis.RedisWorkQueue;
import dev.gleaner.store.StoreFaults;
import dev.gleaner.store.redis.RedisFaults;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.listener.RedisMessageListenerContainer;

/** The motion: one connection for commands, one for heartbeats, one for messages. */
@Configuration(proxyBeanMethods = false)
class RedisConfiguration {
    private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(10);

    /** A beat that takes longer is worth nothing: the lease would be over before the next. */
    private static final Duration BEAT_TIMEOUT = Duration.ofSeconds(3);

    private static final StoreFaults FAULTS = new RedisFaults();

    @Bean
    @Primary
    LettuceConnectionFactory redisConnectionFactory(StoreSettings settings) {
        return connect(settings, COMMAND_TIMEOUT);
    }

    @Bean
    LettuceConnectionFactory beatConnectionFactory(StoreSettings settings) {
        return connect(settings, BEAT_TIMEOUT);
    }

    private static LettuceConnectionFactory connect(StoreSettings settings, Duration timeout) {
        RedisURI uri = RedisURI.create(settings.redisUrl());
        var client = LettuceClientConfiguration.builder()
                .commandTimeout(timeout)
                .shutdownTimeout(Duration.ZERO)
                .clientOptions(ClientOptions.builder()
                        // A command is refused while Redis is away: queued up it would be sent when nobody waits any
                        // more.
                        .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                        .build());
        if (uri.isSsl()) {
            client.useSsl();
        }
        var factory =
                new LettuceConnectionFactory(LettuceConnectionFactory.createRedisConfiguration(uri), client.build());
        factory.setEarlyStartup(false);
        return factory;
    }

    @Bean
    @Primary
    StringRedisTemplate redisTemplate(
            @Qualifier("redisConnectionFactory") LettuceConnectionFactory factory,
            StoreSettings settings,
            InstantSource clock) {
        StringRedisTemplate redis = new StringRedisTemplate(factory);
        RedisURI uri = RedisURI.create(settings.redisUrl());
        factory.start();
        new StoreGate(settings.patience(), clock)
                .until(
                        "Redis",
                        uri.getHost() + ":" + uri.getPort(),
                        () -> FAULTS.run(() -> EvictionCheck.require(redis)));
        return redis;
    }

    @Bean
    StringRedisTemplate beatTemplate(@Qualifier("beatConnectionFactory") LettuceConnectionFactory factory) {
        factory.start();
        return new StringRedisTemplate(factory);
    }

    @Bean
    RedisMessageListenerContainer redisMessages(
            @Qualifier("redisConnectionFactory") LettuceConnectionFactory factory, StringRedisTemplate redis) {
        RedisMessageListenerContainer container = new RedisMessageListenerContainer();
        container.setConnectionFactory(factory);
        container.setRecoveryInterval(1000);
        return container;
    }

    @Bean
    QueueKeys queueKeys() {
        return QueueKeys.standard();
    }

    @Bean
    QueueScripts queueScripts(QueueKeys keys, FleetSettings fleet) {
        return new QueueScripts(keys, fleet.queueRules());
    }

    @Bean
    WorkQueue workQueue(StringRedisTemplate redis, QueueKeys keys, FleetSettings fleet) {
        return FAULTS.port(WorkQueue.class, new RedisWorkQueue(redis, keys, fleet.queueRules()));
    }

    @Bean
    HostStates hostStates(StringRedisTemplate redis, QueueKeys keys, FleetSettings fleet, InstantSource clock) {
        return FAULTS.port(HostStates.class, new RedisHostStates(redis, keys, fleet.queueRules(), clock));
    }

    @Bean
    Leases leases(
            @Qualifier("beatTemplate") StringRedisTemplate redis,
            QueueKeys keys,
            QueueScripts scripts,
            FleetSettings fleet) {
        return FAULTS.port(Leases.class, new RedisLeases(redis, keys, scripts, fleet.lease()));
    }

    @Bean
    QueueView queueView(StringRedisTemplate redis, QueueKeys keys, QueueScripts scripts) {
        return FAULTS.port(QueueView.class, new RedisQueueView(redis, keys, scripts));
    }

    @Bean
    ProgressBus progressBus(StringRedisTemplate redis, RedisMessageListenerContainer messages, CoreFailure fatal) {
        return FAULTS.port(ProgressBus.class, new RedisProgressBus(redis, messages, fatal));
    }

    @Bean
    Minutes minutes(StringRedisTemplate redis, QueueKeys keys) {
        return FAULTS.port(Minutes.class, new RedisMinutes(redis, keys));
    }

    @Bean
    QueueNumbers queueNumbers(StringRedisTemplate redis, QueueKeys keys, InstantSource clock) {
        return FAULTS.port(QueueNumbers.class, new RedisQueueNumbers(redis, keys, clock));
    }

    @Bean
    ConsumerReports consumerReports(StringRedisTemplate redis, QueueKeys keys) {
        return FAULTS.port(ConsumerReports.class, new RedisConsumerReports(redis, keys));
    }
}

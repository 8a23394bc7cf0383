package dev.gleaner.system.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import dev.gleaner.check.Checker;
import dev.gleaner.check.Expectation;
import dev.gleaner.check.Report;
import dev.gleaner.check.mongo.MongoStoredState;
import dev.gleaner.check.redis.RedisQueuedState;
import dev.gleaner.queue.redis.QueueKeys;
import dev.gleaner.store.mongo.MongoCollections;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.ZSetOperations.TypedTuple;

/** Looks into the stores: what is held now, and whether all is as it has to be when the work is over. */
final class Rest implements AutoCloseable {
    /** Two audits of 10 s with their second looks, and the end of a lease. */
    private static final Duration BOUND = Duration.ofSeconds(45);

    private static final QueueKeys KEYS = QueueKeys.standard();

    private final Checker checker;
    private final LettuceConnectionFactory connections;
    private final StringRedisTemplate redis;

    Rest(MongoDatabase database, String redisUrl) {
        this.connections = new LettuceConnectionFactory(
                LettuceConnectionFactory.createRedisConfiguration(RedisURI.create(redisUrl)));
        connections.afterPropertiesSet();
        connections.start();
        this.redis = new StringRedisTemplate(connections);
        this.checker =
                new Checker(new MongoStoredState(new MongoCollections(database)), new RedisQueuedState(redis, KEYS));
    }

    boolean somebodyHolds() {
        return !redis.keys(KEYS.held("*")).isEmpty();
    }

    /** The end of the lease that was extended last, in ms; 0 if there is none. */
    double latestLease() {
        Set<TypedTuple<String>> latest = redis.opsForZSet().reverseRangeWithScores(KEYS.consumers(), 0, 0);
        return latest.stream().mapToDouble(TypedTuple::getScore).findFirst().orElse(0);
    }

    boolean hasGeneration() {
        return redis.opsForHash().hasKey(KEYS.meta(), "generation");
    }

    boolean somethingIsDelayed() {
        return redis.opsForZSet().zCard(KEYS.delayed()) > 0;
    }

    /** Every process has to send the texts of its scripts again. */
    void forgetScripts() {
        redis.execute(
                connection -> {
                    connection.scriptingCommands().scriptFlush();
                    return true;
                },
                true);
    }

    /** Nothing is known of what hosts ask for. */
    void forgetHosts() {
        for (String prefix : List.of(KEYS.crawlPrefix(), KEYS.complaintsPrefix(), KEYS.robots(""))) {
            redis.delete(redis.keys(prefix + "*"));
        }
        redis.delete(List.of(KEYS.pace(), KEYS.slowed(), KEYS.robotsKnown(), KEYS.robotsSizes()));
    }

    /** Every promise is kept and nothing is left. */
    void require() {
        try {
            Report report = checker.check(Expectation.resting().within(BOUND));
            assertThat(report.healthy()).as(report.text()).isTrue();
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ending);
        }
    }

    @Override
    public void close() {
        connections.destroy();
    }
}

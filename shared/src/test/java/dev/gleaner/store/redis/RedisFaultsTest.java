package dev.gleaner.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gleaner.queue.Lane;
import dev.gleaner.queue.QueueEntry;
import dev.gleaner.queue.QueueRules;
import dev.gleaner.queue.WorkQueue;
import dev.gleaner.queue.redis.QueueKeys;
import dev.gleaner.queue.redis.RedisWorkQueue;
import dev.gleaner.store.StoreAwayException;
import dev.gleaner.store.StoreAwayException.Kind;
import dev.gleaner.store.StoreAwayException.Store;
import dev.gleaner.store.StoreFaultsContract;
import dev.gleaner.testkit.TestStores;
import dev.gleaner.testkit.TestStores.PrivateStore;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandInterruptedException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.data.redis.RedisConnectionFailureException;
import org.springframework.data.redis.RedisSystemException;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.DefaultRedisScript;

class RedisFaultsTest extends StoreFaultsContract {
    private static final List<QueueEntry> ENTRIES =
            List.of(QueueEntry.fresh("art_000000000000", "version", Lane.HIGH, 0, "host.example"));

    private final RedisFaults faults = new RedisFaults();

    RedisFaultsTest() {
        super(new RedisFaults(), Store.REDIS);
    }

    private static Stream<Arguments> kindByFault() {
        return Stream.of(
                Arguments.of(new RedisConnectionFailureException("at secret.example"), Kind.AWAY),
                Arguments.of(new QueryTimeoutException("at secret.example"), Kind.AWAY),
                Arguments.of(new RedisConnectionException("at secret.example"), Kind.AWAY),
                Arguments.of(system(new RedisException("Currently not connected. Commands are rejected.")), Kind.AWAY),
                Arguments.of(system(new RedisException(new IOException("reset"))), Kind.AWAY),
                Arguments.of(system(new RedisCommandTimeoutException("late")), Kind.AWAY),
                Arguments.of(system(new RedisCommandInterruptedException(new InterruptedException())), Kind.AWAY),
                Arguments.of(
                        new RedisConnectionFailureException(
                                "no connection",
                                new RedisConnectionException(
                                        "at secret.example", new RedisCommandExecutionException("WRONGPASS no"))),
                        Kind.REFUSED));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "OOM command not allowed when used memory > 'maxmemory'.; FULL; it is full (maxmemory), and takes no writes",
                "MISCONF Redis is configured to save RDB snapshots; FULL; it cannot write to its disk, and takes no writes",
                "READONLY You can't write against a read only replica.; NOT_PRIMARY; it is a replica, and takes no writes",
                "NOREPLICAS Not enough good replicas to write.; NOT_PRIMARY; it has too few replicas, and takes no writes",
                "LOADING Redis is loading the dataset in memory; NOT_PRIMARY; it is still reading its data",
                "MASTERDOWN Link with MASTER is down; NOT_PRIMARY; it is a replica without its primary",
                "BUSY Redis is busy running a script.; AWAY; it is held up by a script",
                "NOAUTH Authentication required.; REFUSED; it refuses this user",
                "NOPERM this user has no permissions to run it; REFUSED; it refuses this user",
                "ERR Error running script (call to f_12): @user_script:7: @user_script: 7: -OOM command not allowed; FULL;"
                        + " it is full (maxmemory), and takes no writes"
            })
    void anAnswerHasTheKindOfItsWord(String answer, Kind kind, String says) {
        StoreAwayException away =
                faults.away(system(new RedisCommandExecutionException(answer))).orElseThrow();
        assertThat(away.kind()).isEqualTo(kind);
        assertThat(away.says()).isEqualTo(says);
    }

    private static Stream<RuntimeException> ours() {
        return Stream.of(
                system(new RedisCommandExecutionException("WRONGTYPE Operation against a key")),
                system(new RedisCommandExecutionException(
                        "ERR Error running script (call to f_12): @user_script:7: attempt to index a nil value")),
                system(new RedisCommandExecutionException(
                        "ERR Error running script (call to f_12): @user_script:7: @user_script: 7: -WRONGTYPE no")),
                system(new RedisException(new IllegalArgumentException("a codec"))),
                new InvalidDataAccessApiUsageException("used wrongly"),
                new IllegalStateException("script without an answer"));
    }

    @ParameterizedTest
    @MethodSource("ours")
    void whatIsNoFaultOfTheStoreGoesThroughAsItIs(RuntimeException fault) {
        assertThat(faults.away(fault)).isEmpty();
        assertThat(faults.translated(fault)).isSameAs(fault);
    }

    @Test
    void aRedisThatIsFullOrGoneOrClosedIsToldByThePort() {
        try (PrivateStore store = TestStores.startRedis()) {
            LettuceConnectionFactory factory = new LettuceConnectionFactory(
                    LettuceConnectionFactory.createRedisConfiguration(store.url()),
                    LettuceClientConfiguration.builder()
                            .commandTimeout(Duration.ofSeconds(5))
                            .shutdownTimeout(Duration.ZERO)
                            .build());
            factory.afterPropertiesSet();
            factory.start();
            try {
                StringRedisTemplate redis = new StringRedisTemplate(factory);
                WorkQueue queue = faults.port(
                        WorkQueue.class, new RedisWorkQueue(redis, QueueKeys.standard(), QueueRules.defaults()));
                queue.push(ENTRIES);

                maxMemory(redis, "1");
                assertToldOf(queue, Kind.FULL);
                maxMemory(redis, "0");
                queue.push(ENTRIES);

                Runnable wrong = faults.port(
                        Runnable.class,
                        () -> redis.execute(new DefaultRedisScript<>("return nothing.at.all", Long.class), List.of()));
                assertThatThrownBy(wrong::run).isInstanceOf(RedisSystemException.class);

                store.close();
                assertToldOf(queue, Kind.AWAY);
            } finally {
                factory.stop();
            }
            WorkQueue closed = faults.port(
                    WorkQueue.class,
                    new RedisWorkQueue(new StringRedisTemplate(factory), QueueKeys.standard(), QueueRules.defaults()));
            assertToldOf(closed, Kind.AWAY);
            factory.destroy();
        }
    }

    private static void maxMemory(StringRedisTemplate redis, String bytes) {
        redis.execute(
                connection -> {
                    connection.serverCommands().setConfig("maxmemory", bytes);
                    return null;
                },
                true);
    }

    private static void assertToldOf(WorkQueue queue, Kind kind) {
        assertThatExceptionOfType(StoreAwayException.class)
                .isThrownBy(() -> queue.push(ENTRIES))
                .satisfies(away -> assertThat(away.kind()).isEqualTo(kind));
    }

    private static RedisSystemException system(RedisException cause) {
        return new RedisSystemException("failed", cause);
    }
}

package dev.gleaner.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.testkit.TestStores;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/** When Redis comes near the end of its memory. */
@ExtendWith(OutputCaptureExtension.class)
class RedisMemoryTest {
    private static final RedisMemory NEAR = new RedisMemory(85 << 20, 100 << 20);
    private static final RedisMemory FAR = new RedisMemory(10 << 20, 100 << 20);

    @Test
    void itIsNearFromFourFifthsOn() {
        assertThat(new RedisMemory(79, 100).warning()).isEmpty();
        assertThat(NEAR.warning())
                .contains("it uses 85.0 of 100.0 MB (maxmemory), and takes no writes when they are full");
        assertThat(new RedisMemory(Long.MAX_VALUE / 1000, 0).warning()).isEmpty();
    }

    @Test
    void theLogIsToldOnceEachTime(CapturedOutput log) {
        Deque<RedisMemory> looks = new ArrayDeque<>(List.of(FAR, NEAR, NEAR, NEAR, FAR, FAR, NEAR));
        MemoryWatch watch = new MemoryWatch(looks::removeFirst);
        while (!looks.isEmpty()) {
            watch.turn();
        }

        assertThat(log.getOut().split("Redis is nearly full: it uses 85.0", -1)).hasSize(3);
    }

    @Test
    void aServerTellsWhatItUsesAndMayUse() {
        try (TestStores.PrivateStore store = TestStores.startRedis()) {
            var factory = new LettuceConnectionFactory(LettuceConnectionFactory.createRedisConfiguration(store.url()));
            factory.start();
            try {
                StringRedisTemplate redis = new StringRedisTemplate(factory);
                assertThat(RedisMemory.of(redis).most()).isZero();
                redis.execute(
                        connection -> {
                            connection.serverCommands().setConfig("maxmemory", "1500000");
                            return true;
                        },
                        true);
                RedisMemory memory = RedisMemory.of(redis);
                assertThat(memory.most()).isEqualTo(1_500_000);
                assertThat(memory.used()).isPositive();
            } finally {
                factory.destroy();
            }
        }
    }
}

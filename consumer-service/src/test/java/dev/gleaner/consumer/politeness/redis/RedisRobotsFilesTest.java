package dev.gleaner.consumer.politeness.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.consumer.politeness.RobotsFile;
import dev.gleaner.store.Stores;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.core.script.DefaultRedisScript;

class RedisRobotsFilesTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final RobotsFile MISSING = new RobotsFile.Missing();
    private static final int MOST = 256 << 10;

    private final Stores stores = new Stores();
    private final RedisRobotsFiles files = new RedisRobotsFiles(stores.redis, stores.keys, MOST);

    @AfterEach
    void close() {
        stores.redis.delete(texts());
        stores.close();
    }

    @Test
    void whatIsKeptIsFound() {
        RobotsFile rules = new RobotsFile.Reduced("gleaner", "User-agent: gleaner\nDisallow: /a\n".repeat(500));
        RobotsFile away = new RobotsFile.Unavailable("500 Internal Server Error", 500, Duration.ofSeconds(7));
        assertThat(files.keep("https://a.example:443", rules, DAY)).isTrue();
        assertThat(files.keep("https://b.example:443", MISSING, DAY)).isTrue();
        assertThat(files.keep("https://c.example:443", away, Duration.ofMinutes(1)))
                .isTrue();

        assertThat(files.find("https://a.example:443")).hasValue(rules);
        assertThat(files.find("https://b.example:443")).hasValue(MISSING);
        assertThat(files.find("https://c.example:443")).hasValue(away);
        assertThat(files.find("https://d.example:443")).isEmpty();
        assertThat(stores.redis.getExpire(stores.keys.robots("https://a.example:443"), TimeUnit.SECONDS))
                .isBetween(DAY.toSeconds() - 600, DAY.toSeconds());
    }

    @Test
    void whatAnEarlierVersionKeptIsFoundAndWhatIsDamagedIsNot() {
        set("a", "TUser-agent: *\nDisallow: /\n");
        set("b", "Ggleaner|nonsense");
        set("c", "G");
        set("d", "?");

        assertThat(files.find("a")).hasValue(new RobotsFile.Whole("User-agent: *\nDisallow: /\n"));
        assertThat(files.find("b")).isEmpty();
        assertThat(files.find("c")).isEmpty();
        assertThat(files.find("d")).isEmpty();
    }

    @Test
    void whatIsTooLargeIsNotKept() {
        assertThat(files.keep("a", large(7_000), DAY)).isTrue();
        assertThat(files.keep("a", large(13_000), DAY)).isFalse();
    }

    @Test
    void allTogetherTakeNoMoreThanTheyMayAndTheOldestMakeRoom() {
        for (int i = 0; i < 3_000; i++) {
            // Large ones, and very many of which nothing is known but that they are not there.
            RobotsFile file = i % 10 == 0 ? large(5_000) : MISSING;
            assertThat(files.keep(origin(i), file, DAY.plusSeconds(i))).isTrue();
        }

        assertThat(files.find(origin(2_999))).hasValue(MISSING);
        assertThat(files.find(origin(0))).isEmpty();
        long taken = texts().stream().mapToLong(this::memory).sum()
                + memory(stores.keys.robotsKnown())
                + memory(stores.keys.robotsSizes());
        assertThat(taken).isLessThanOrEqualTo(MOST).isGreaterThan(MOST / 3);
        assertThat(sum()).isLessThanOrEqualTo(MOST);
        assertThat(stores.redis.opsForZSet().zCard(stores.keys.robotsKnown())).isEqualTo(texts().size());
    }

    @Test
    void whatIsKeptAgainIsCountedOnceAndWhatEndedNotAtAll() {
        files.keep("a", large(5_000), DAY);
        long once = sum();
        files.keep("a", large(5_000), DAY);
        assertThat(sum()).isBetween(once - 100, once + 100);

        files.keep("b", large(5_000), Duration.ofMillis(1));
        // As if its time were over: the clock of Redis cannot be moved.
        stores.redis.opsForZSet().add(stores.keys.robotsKnown(), "b", 1);
        files.keep("a", MISSING, DAY);

        assertThat(stores.redis.opsForZSet().range(stores.keys.robotsKnown(), 0, -1))
                .containsExactly("a");
        assertThat(sum()).isLessThan(1_000);
    }

    private static String origin(int i) {
        return "https://a-site-with-a-usual-name-%d.example:443".formatted(i);
    }

    /** Rules that hardly can be compressed. */
    private static RobotsFile large(int bytes) {
        byte[] noise = new byte[bytes / 2];
        new Random(bytes).nextBytes(noise);
        StringBuilder text = new StringBuilder();
        for (byte one : noise) {
            text.append("%02x".formatted(one));
        }
        return new RobotsFile.Reduced("gleaner", text.toString());
    }

    private long sum() {
        return Long.parseLong((String) stores.redis.opsForHash().get(stores.keys.robotsSizes(), "total"));
    }

    private void set(String origin, String text) {
        stores.redis.opsForValue().set(stores.keys.robots(origin), text, DAY);
    }

    private Set<String> texts() {
        return stores.redis.keys(stores.keys.robots("*").replace("{", "\\{"));
    }

    private long memory(String key) {
        Long bytes = stores.redis.execute(
                new DefaultRedisScript<>("return redis.call('MEMORY', 'USAGE', KEYS[1], 'SAMPLES', 0)", Long.class),
                List.of(key));
        return bytes == null ? 0 : bytes;
    }
}

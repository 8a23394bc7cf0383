package dev.gleaner.consumer.politeness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.consumer.politeness.redis.RedisRobotsFiles;
import dev.gleaner.fetch.AddressPolicy;
import dev.gleaner.fetch.FetchLimits;
import dev.gleaner.fetch.Fetcher;
import dev.gleaner.store.Stores;
import dev.gleaner.url.ArticleUrl;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.data.redis.core.script.DefaultRedisScript;

/** Very many sites with as large a robots.txt as is read cost no Redis, and each is obeyed. */
@Timeout(300)
class StrangersRobotsTest {
    private static final String USER_AGENT = "Gleaner/0.1";
    private static final int ORIGINS = 200;
    private static final int MOST = 1 << 20;

    private final Stores stores = new Stores();
    private final Fetcher fetcher = new Fetcher(
            AddressPolicy.of("127.0.0.0/8", "1-65535"), FetchLimits.defaults(), USER_AGENT, Clock.systemUTC());
    private final List<Site> sites = new ArrayList<>();

    @AfterEach
    void close() {
        sites.forEach(Site::close);
        stores.redis.delete(texts());
        fetcher.close();
        stores.close();
    }

    @Test
    void twoHundredOfHalfAMegabyteTakeNoMoreThanTheBound() {
        String begin = "User-agent: *\nDisallow: /private\n";
        String comments = begin + ("# " + "x".repeat(97) + "\n").repeat(5_000);
        // Rules for us that hardly can be compressed: too large for the fleet.
        StringBuilder rules = new StringBuilder(begin);
        IntStream.range(0, 15_000)
                .forEach(i -> rules.append("Disallow: /")
                        .append(Integer.toHexString(Integer.hashCode(i * 0x9E3779B1)))
                        .append(Integer.toHexString(i * 0x85EBCA6B))
                        .append('\n'));
        for (int i = 0; i < ORIGINS; i++) {
            sites.add(Site.start().robots(200, i % 20 == 0 ? rules.toString() : comments));
        }

        // Two processes, of which the second finds what the first kept.
        for (int process = 0; process < 2; process++) {
            Robots robots = new Robots(
                    fetcher, new RedisRobotsFiles(stores.redis, stores.keys, MOST), USER_AGENT, Clock.systemUTC());
            for (Site site : sites) {
                assertThat(robots.judge(ArticleUrl.parse(site.url("/private/a")), Duration.ofSeconds(30)))
                        .isInstanceOf(Verdict.Refused.class);
                assertThat(robots.judge(ArticleUrl.parse(site.url("/public")), Duration.ofSeconds(30)))
                        .isInstanceOf(Verdict.Allowed.class);
            }
        }

        long taken = texts().stream().mapToLong(this::memory).sum()
                + memory(stores.keys.robotsKnown())
                + memory(stores.keys.robotsSizes());
        assertThat(taken).isLessThanOrEqualTo(MOST);
        assertThat(IntStream.range(0, ORIGINS)
                        .filter(i -> i % 20 != 0)
                        .mapToLong(i -> sites.get(i).asked("/robots.txt")))
                .as("one request for the fleet")
                .containsOnly(1L);
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

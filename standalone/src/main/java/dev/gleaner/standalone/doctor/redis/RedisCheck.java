package dev.gleaner.standalone.doctor.redis;

import dev.gleaner.standalone.doctor.Finding;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks the Redis of {@code api} and {@code consumer} for its version and whether it throws keys away. */
public final class RedisCheck {

    private static final String AREA = "redis";
    private static final Duration LIMIT = Duration.ofSeconds(3);

    private RedisCheck() {}

    /** @param url a Redis URL, which may be a wrong one */
    public static List<Finding> of(String url) {
        RedisURI address;
        try {
            address = RedisURI.create(url);
        } catch (IllegalArgumentException wrong) {
            // Its message may repeat the password.
            return List.of(Finding.problem(AREA, "REDIS_URL is no Redis URL", "the form is redis://host:port"));
        }
        address.setTimeout(LIMIT);
        String where = address.getHost() + ":" + address.getPort();
        RedisClient client = RedisClient.create(address);
        client.setOptions(ClientOptions.builder()
                .socketOptions(SocketOptions.builder().connectTimeout(LIMIT).build())
                .build());
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            return judge(where, connection.sync().info());
        } catch (RedisException away) {
            return List.of(Finding.problem(
                    AREA,
                    "REDIS_URL: %s does not answer within %d s, or refuses".formatted(where, LIMIT.toSeconds()),
                    "start Redis, or correct REDIS_URL and its password; `up` does without"));
        } finally {
            client.shutdown(0, 1, java.util.concurrent.TimeUnit.SECONDS);
        }
    }

    private static List<Finding> judge(String where, String info) {
        List<Finding> findings = new ArrayList<>();
        String version = field(info, "redis_version").orElse("unknown");
        String[] numbers = version.split("\\.", -1);
        boolean old = numbers.length > 1
                && numbers[0].matches("\\d{1,4}")
                && numbers[1].matches("\\d{1,4}")
                && Integer.parseInt(numbers[0]) * 100 + Integer.parseInt(numbers[1]) < 602;
        String text = "REDIS_URL: %s answers, version %s".formatted(where, version);
        findings.add(old ? Finding.problem(AREA, text, "install version 6.2 or newer") : Finding.ok(AREA, text));
        Optional<String> policy = field(info, "maxmemory_policy");
        if (policy.isEmpty()) {
            findings.add(Finding.note(AREA, "it does not tell its maxmemory-policy", "it must be noeviction"));
        } else if (policy.get().equals("noeviction")) {
            findings.add(Finding.ok(AREA, "it keeps all keys (maxmemory-policy noeviction)"));
        } else {
            findings.add(Finding.problem(
                    AREA,
                    "it may throw keys away (maxmemory-policy %s)".formatted(policy.get()),
                    "set maxmemory-policy noeviction; Gleaner does not start on it otherwise"));
        }
        return findings;
    }

    private static Optional<String> field(String info, String name) {
        return info.lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst();
    }
}

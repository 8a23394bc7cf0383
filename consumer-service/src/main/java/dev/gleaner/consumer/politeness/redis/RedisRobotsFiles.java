package dev.gleaner.consumer.politeness.redis;

import dev.gleaner.consumer.politeness.RobotsFile;
import dev.gleaner.consumer.politeness.RobotsFiles;
import dev.gleaner.queue.redis.QueueKeys;
import java.time.Duration;
import java.util.Optional;
import org.springframework.data.redis.core.StringRedisTemplate;

/** robots.txt files in Redis: a letter for what is known, and the text or the reason behind it. */
public final class RedisRobotsFiles implements RobotsFiles {
    private static final char PRESENT = 'T';
    private static final char MISSING = 'M';
    private static final char UNAVAILABLE = 'U';

    private static final int NO_STATUS = 0;
    private static final long NO_WISH = -1;

    private final StringRedisTemplate redis;
    private final QueueKeys keys;

    public RedisRobotsFiles(StringRedisTemplate redis, QueueKeys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    @Override
    public Optional<RobotsFile> find(String origin) {
        return Optional.ofNullable(redis.opsForValue().get(keys.robots(origin))).flatMap(RedisRobotsFiles::read);
    }

    @Override
    public void keep(String origin, RobotsFile file, Duration length) {
        redis.opsForValue().set(keys.robots(origin), text(file), length);
    }

    private static String text(RobotsFile file) {
        return switch (file) {
            case RobotsFile.Present present -> PRESENT + present.text();
            case RobotsFile.Missing missing -> String.valueOf(MISSING);
            case RobotsFile.Unavailable(String error, Integer status, Duration retryAfter) ->
                "%c%d|%d|%s"
                        .formatted(
                                UNAVAILABLE,
                                status == null ? NO_STATUS : status,
                                retryAfter == null ? NO_WISH : retryAfter.toSeconds(),
                                error);
        };
    }

    /** Empty for a form that another version wrote: then the file is fetched again. */
    private static Optional<RobotsFile> read(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        String rest = text.substring(1);
        return switch (text.charAt(0)) {
            case PRESENT -> Optional.of(new RobotsFile.Present(rest));
            case MISSING -> Optional.of(new RobotsFile.Missing());
            case UNAVAILABLE -> unavailable(rest);
            default -> Optional.empty();
        };
    }

    private static Optional<RobotsFile> unavailable(String rest) {
        String[] parts = rest.split("\\|", 3);
        if (parts.length != 3 || !parts[0].matches("[0-9]{1,3}") || !parts[1].matches("-?[0-9]{1,9}")) {
            return Optional.empty();
        }
        int status = Integer.parseInt(parts[0]);
        long seconds = Long.parseLong(parts[1]);
        return Optional.of(new RobotsFile.Unavailable(
                parts[2], status == NO_STATUS ? null : status, seconds < 0 ? null : Duration.ofSeconds(seconds)));
    }
}

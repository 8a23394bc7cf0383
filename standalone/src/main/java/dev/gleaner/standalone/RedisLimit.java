package dev.gleaner.standalone;

import java.util.Map;
import org.springframework.util.unit.DataSize;

/** How much memory the Redis of {@code up} may use for its data. */
final class RedisLimit {
    /** A million open articles, as many as there may be, take 100 MB; as much again while its file is rewritten. */
    private static final String USUAL = "512MB";

    private static final DataSize LEAST = DataSize.ofMegabytes(16);

    private RedisLimit() {}

    /**
     * REDIS_MAX_MEMORY, in bytes.
     *
     * @throws CannotStartException if it is no size, or so little that nothing works in it
     */
    static long of(Map<String, String> environment) {
        String text = environment.getOrDefault("REDIS_MAX_MEMORY", "");
        try {
            DataSize size = DataSize.parse(text.isBlank() ? USUAL : text.strip());
            if (size.compareTo(LEAST) < 0) {
                throw new CannotStartException("REDIS_MAX_MEMORY must be at least 16MB, but is " + text);
            }
            return size.toBytes();
        } catch (IllegalArgumentException none) {
            throw new CannotStartException("REDIS_MAX_MEMORY must be a size such as 512MB, but is " + text, none);
        }
    }
}

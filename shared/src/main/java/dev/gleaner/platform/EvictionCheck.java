package dev.gleaner.platform;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Refuses a Redis that may throw keys away: it would drop leases and lists silently. */
final class EvictionCheck {
    private static final Logger log = LoggerFactory.getLogger(EvictionCheck.class);
    private static final String FIT = "noeviction";

    private EvictionCheck() {}

    static void require(StringRedisTemplate redis) {
        @Nullable String policy;
        try {
            var memory = redis.execute(connection -> connection.serverCommands().info("memory"), true);
            policy = memory == null ? null : memory.getProperty("maxmemory_policy");
        } catch (DataAccessException forbidden) {
            if (!String.valueOf(forbidden.getMessage()).contains("NOPERM")) {
                throw forbidden;
            }
            policy = null;
        }
        if (policy == null) {
            log.warn("Redis does not tell its maxmemory-policy; it must be {}", FIT);
        } else if (!policy.equals(FIT)) {
            throw new UnfitStoreException(
                    "Redis evicts keys (maxmemory-policy %s); set maxmemory-policy to %s".formatted(policy, FIT));
        }
    }
}

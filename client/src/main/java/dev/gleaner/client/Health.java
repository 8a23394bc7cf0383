package dev.gleaner.client;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the API and its stores are: {@code UP} or {@code DOWN}.
 *
 * @param mongo of MongoDB, or null where it was not asked
 * @param redis of Redis, or null where it was not asked
 * @param problems by the name of a store that takes no writes, why
 * @param readOnly whether the API takes no request that changes something
 */
public record Health(
        String status, @Nullable String mongo, @Nullable String redis, Map<String, String> problems, boolean readOnly) {

    public Health {
        problems = Map.copyOf(Objects.requireNonNullElse(problems, Map.of()));
    }

    /** Whether all take writes. */
    public boolean up() {
        return "UP".equals(status);
    }
}
